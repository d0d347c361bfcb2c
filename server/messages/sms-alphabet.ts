// What fits in one SMS: 160 signs of the GSM-7 alphabet (3GPP TS 23.038). A sign outside it turns the whole text into
// another alphabet of 70 signs, and a longer text into two messages that a telephone may show in two pieces.

export const SMS_SIGNS = 160

const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
/** Each costs two: an escape comes before it. */
const extended = "\f^{}\\[~]|€"

/** How many signs of an SMS the text takes; undefined when one of its letters is not in the alphabet. */
export function smsSigns(text: string): number | undefined {
  let signs = 0
  for (const letter of text) {
    if (basic.includes(letter)) signs += 1
    else if (extended.includes(letter)) signs += 2
    else return undefined
  }
  return signs
}
