// Every SMS the portal sends. Only letters of the GSM-7 alphabet (no ë) and no text of others: one SMS, 160 signs.
import { timeInAmsterdam } from "../http/amsterdam.ts"

/** The last line binds the code to our site: browsers offer it there and nowhere else (WebOTP). */
export function securityCodeSms({ code, at, origin }: { code: string; at: Date; origin: string }): string {
  return (
    `${code} is uw code van ${timeInAmsterdam(at)} voor het clientportaal. Geef deze code aan niemand.\n` +
    `@${new URL(origin).hostname} #${code}`
  )
}

/** To the old number. */
export function numberChangedSms(phone: string): string {
  const call = phone ? `bel ${phone}` : "neem contact met ons op"
  return `Uw mobiele nummer voor het clientportaal is gewijzigd. Was u dit niet? Kijk in uw e-mail en ${call}.`
}

/** What an operator sends to try the gateway. */
export const testSms = (origin: string): string =>
  `Dit is een proef van het clientportaal (${new URL(origin).hostname}). U hoeft niets te doen.`

const callUs = (phone: string) => (phone ? `Bel ${phone}` : "Neem contact met ons op")

/** To the number of who may have lost the telephone. */
export const lostPhoneAskedSms = (phone: string): string =>
  `Iemand vraagt een ander mobiel nummer voor uw account in het clientportaal. Was u dit niet? ${callUs(phone)}.`

/** To the old number. */
export const lostPhoneDoneSms = (phone: string): string =>
  `Uw account in het clientportaal heeft een ander mobiel nummer. Was u dit niet? ${callUs(phone)}.`
