// LevelDB's files made by hand, byte by byte.

export const bytes = (...parts: (number | string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part))))
const uint32 = (value: number) => Buffer.from(new Uint32Array([value]).buffer)
const unpacked = Buffer.alloc(5) // type 0 and a checksum that nobody reads
const packed = bytes(1, Buffer.alloc(4))

const entry = (shared: number, key: string, value: string | Buffer) =>
  bytes(shared, key.length, value.length, key, value)
const block = (...entries: Buffer[]) => bytes(...entries, uint32(0), uint32(1))
/** A literal only: Snappy's simplest stream. */
const snap = (plain: Buffer) => bytes(plain.length, 60 << 2, plain.length - 1, plain)

/** Two entries, the second with only the last letter of its key; all blocks packed or none. */
export function table({ isPacked }: { isPacked: boolean }): Buffer {
  const file: Buffer[] = []
  const place = (content: Buffer) => {
    const offset = Buffer.concat(file).length
    const stored = isPacked ? snap(content) : content
    file.push(stored, isPacked ? packed : unpacked)
    return bytes(offset, stored.length) // both under 128, so one byte each
  }
  const data = place(block(entry(0, "rapport/1", "kersenboom"), entry(8, "2", "kersentaart")))
  const filter = place(bytes("filterbits"))
  const metaIndex = place(block(entry(0, "filter.x", filter)))
  const index = place(block(entry(0, "s", data)))
  const footer = Buffer.concat([metaIndex, index], 40)
  return bytes(...file, footer, Buffer.from("57fb808b247547db", "hex"))
}

/** Types: 1 whole, 2 first, 3 middle, 4 last. */
export const fragment = (type: number, content: Buffer) =>
  bytes(uint32(0), content.length & 255, content.length >> 8, type, content)
