// The shapes in which a word or a key may lie on a disk.

/** A word, or bytes that have a name: a key, a salt. */
export type Needle = string | { name: string; bytes: Uint8Array }
export type Shape = { needle: string; encoding: string; bytes: Buffer }

export const nameOf = (needle: Needle): string => (typeof needle === "string" ? needle : needle.name)

/** Each shape once; a word without accents is the same in several of them. */
export function shapesOf(needle: Needle): Shape[] {
  const shapes = new Map<string, Shape>()
  for (const [encoding, bytes] of typeof needle === "string"
    ? textShapes(needle)
    : byteShapes(needle.bytes)) {
    const same = bytes.toString("latin1")
    if (!shapes.has(same)) shapes.set(same, { needle: nameOf(needle), encoding, bytes })
  }
  return [...shapes.values()]
}

function* textShapes(word: string): Generator<[string, Buffer]> {
  const utf16 = Buffer.from(word, "utf16le")
  yield ["UTF-8", Buffer.from(word)]
  yield ["Latin-1", Buffer.from(word, "latin1")]
  yield ["UTF-16LE", utf16]
  yield ["UTF-16BE", Buffer.from(utf16).swap16()] // text keys of IndexedDB
  yield ["JSON", Buffer.from(escaped(word))]
  yield ["address", Buffer.from(encodeURIComponent(word))]
  yield* byteShapes(Buffer.from(word), false)
  yield* byteShapes(utf16, false)
}

const escaped = (word: string) =>
  JSON.stringify(word)
    .slice(1, -1)
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)

function* byteShapes(bytes: Uint8Array, isPlain = true): Generator<[string, Buffer]> {
  const whole = Buffer.from(bytes)
  if (isPlain) yield ["bytes", whole]
  yield ["hex", Buffer.from(whole.toString("hex"))]
  yield ["hex", Buffer.from(whole.toString("hex").toUpperCase())]
  for (const before of [0, 1, 2])
    for (const alphabet of ["base64", "base64url"] as const)
      yield [alphabet, Buffer.from(inTheMiddle(whole, before, alphabet))]
}

/** Base64 of the bytes with others around them: the digits that belong to these bytes alone. */
function inTheMiddle(bytes: Buffer, before: number, alphabet: "base64" | "base64url"): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(alphabet)
    .replaceAll("=", "")
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(Math.ceil((before * 8) / 6), last)
}
