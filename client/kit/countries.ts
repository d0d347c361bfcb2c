// "NL (+31)": what the organisation's list of countries looks like on the form.

const callingCodes: Readonly<Record<string, number>> = {
  ...{ NL: 31, BE: 32, DE: 49, FR: 33, GB: 44, IE: 353, LU: 352, AT: 43, CH: 41, IT: 39, ES: 34, PT: 351 },
  ...{ DK: 45, SE: 46, NO: 47, FI: 358, IS: 354, PL: 48, CZ: 420, SK: 421, HU: 36, SI: 386, HR: 385, RO: 40 },
  ...{ BG: 359, GR: 30, CY: 357, MT: 356, EE: 372, LV: 371, LT: 370, TR: 90, MA: 212, SR: 597, CW: 599 },
  ...{ AW: 297, BQ: 599, SX: 1, ID: 62, US: 1, CA: 1, AU: 61, NZ: 64, ZA: 27 },
}

export function countryText(country: string): string {
  const code = callingCodes[country]
  return code ? `${country} (+${code})` : country
}
