// Bytes and text. Everything that is bound to a place is length-prefixed: no two lists of parts give the same bytes.
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true })

export const toBytes = (text: string): Bytes => encoder.encode(text)
export const toText = (bytes: Bytes): string => decoder.decode(bytes)
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
export const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")

export function lengthPrefixed(...parts: (string | number | Bytes)[]): Bytes {
  const chunks = parts.map((part) => (part instanceof Uint8Array ? part : toBytes(String(part))))
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + 4 + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    new DataView(whole.buffer).setUint32(at, chunk.length)
    whole.set(chunk, at + 4)
    at += 4 + chunk.length
  }
  return whole
}
