// Mobile numbers: every way people write them → E.164, only of mobile networks, only of the countries allowed.
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/mobile"
import type { Sealing } from "../sealing/sealing.ts"

export type TypedMobile =
  { kind: "mobile"; e164: string } | { kind: "problem"; code: "mobile-invalid" | "mobile-country" }

const writable = /^[\p{Nd}\p{Zs}\p{Pd}()+./]+$/u
/** 097 numbers belong to machines: nobody reads their SMS. */
const dutchMobile = /^\+316\d{8}$/

/** @param country how a number without a country code is meant @param allowed ISO 3166 codes of the organisation. */
export function readMobile(typed: string, country: string, allowed: readonly string[]): TypedMobile {
  const text = typed.trim()
  if (!writable.test(text)) return { kind: "problem", code: "mobile-invalid" }
  const number = parsePhoneNumberFromString(text, country as CountryCode)
  if (!number?.isValid() || !number.country) return { kind: "problem", code: "mobile-invalid" }
  if (!allowed.includes(number.country)) return { kind: "problem", code: "mobile-country" }
  if (number.country === "NL" && !dutchMobile.test(number.number))
    return { kind: "problem", code: "mobile-invalid" }
  return { kind: "mobile", e164: number.number }
}

export const mobileIndexOf = (sealing: Sealing, e164: string): string => sealing.blindIndex("mobile", e164)

/** `06 •• •• •• 78`, or `+32 •• •• •• 78` for another country. */
export function maskMobile(e164: string): string {
  if (e164.startsWith("+31")) return `06 •• •• •• ${e164.slice(-2)}`
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode ?? ""
  return `+${code} •• •• •• ${e164.slice(-2)}`
}

/** `06 12 34 56 78`, or `+32 470 12 34 56`: to whom it belongs, so that a mistake is seen. */
export function showMobile(e164: string): string {
  if (e164.startsWith("+31")) return `0${e164.slice(3)}`.replace(/\B(?=(\d{2})+$)/g, " ")
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}
