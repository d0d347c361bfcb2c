// Unpacks Snappy's raw format, in which LevelDB keeps its blocks and Chromium larger values of IndexedDB.
// Source: google/snappy, format_description.txt.

const largestPlausible = 256 * 1024 * 1024

/** A number in seven bits a byte, lowest first. @returns the number and where the next thing starts. */
export function readVarint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) break
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return [value, at + index + 1]
  }
  throw new RangeError("a number without an end")
}

/** @param at where the packed bytes start; what stands after their end is left alone */
export function unsnap(packed: Uint8Array, at = 0): Buffer {
  const [size, start] = readVarint(packed, at)
  if (size > largestPlausible) throw new RangeError("not Snappy: too large")
  const out = Buffer.alloc(size)
  let [from, to] = [start, 0]
  while (to < size) {
    const piece = readPiece(packed, from)
    if (piece.length > size - to || piece.next > packed.length) throw new RangeError("not Snappy")
    if (piece.offset === 0) out.set(packed.subarray(piece.next - piece.length, piece.next), to)
    else repeat(out, to, piece.offset, piece.length)
    from = piece.next
    to += piece.length
  }
  return out
}

/** Offset 0 is a literal, whose bytes end at `next`; else so far back in what was unpacked. */
type Piece = { length: number; offset: number; next: number }

function readPiece(packed: Uint8Array, at: number): Piece {
  const tag = packed[at]
  if (tag === undefined) throw new RangeError("Snappy broken off")
  const high = tag >> 2
  switch (tag & 3) {
    case 0: {
      const extra = Math.max(0, high - 59)
      const length = 1 + (extra === 0 ? high : littleEndian(packed, at + 1, extra))
      return { length, offset: 0, next: at + 1 + extra + length }
    }
    case 1: {
      const offset = ((tag >> 5) << 8) | littleEndian(packed, at + 1, 1)
      return checked({ length: (high & 7) + 4, offset, next: at + 2 })
    }
    default: {
      const width = (tag & 3) === 2 ? 2 : 4
      return checked({
        length: high + 1,
        offset: littleEndian(packed, at + 1, width),
        next: at + 1 + width,
      })
    }
  }
}

function checked(piece: Piece): Piece {
  if (piece.offset === 0) throw new RangeError("not Snappy: a copy of nothing")
  return piece
}

/** The copy may overlap what it makes: that is how a run of one byte is written. */
function repeat(out: Buffer, to: number, offset: number, length: number) {
  if (offset > to) throw new RangeError("not Snappy: a copy from before the start")
  for (let index = to; index < to + length; index += 1) out[index] = out[index - offset] ?? 0
}

function littleEndian(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let index = width - 1; index >= 0; index -= 1) {
    const byte = bytes[at + index]
    if (byte === undefined) throw new RangeError("Snappy broken off")
    value = value * 256 + byte
  }
  return value
}
