// A PNG that we are willing to serve: judged by what is in it, whatever it is called, and written anew with the picture and
// nothing else: no texts, no place or maker, no frames, nothing behind its end.
import { crc32, inflateSync } from "node:zlib"
import { logoSize } from "#contract/settings"

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const critical = ["IHDR", "PLTE", "IDAT", "IEND"]
const harmless = ["tRNS", "gAMA", "cHRM", "sRGB", "sBIT"]
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** `whole`: with its length and its checksum. */
type Chunk = { type: string; data: Buffer; whole: Buffer }

export type PngProblem = "no-png" | "too-large"

/** @returns the clean picture, or what is wrong with it. */
export function cleanPng(bytes: Buffer): Buffer | PngProblem {
  const chunks = chunksOf(bytes)
  const [head, ...rest] = chunks ?? []
  if (!chunks || head?.type !== "IHDR" || head.data.length !== 13) return "no-png"
  const ends = rest.filter(({ type }) => type === "IHDR" || type === "IEND")
  if (ends.length !== 1 || rest.at(-1)?.type !== "IEND") return "no-png"
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  if (width < 1 || height < 1) return "no-png"
  if (width > logoSize.width || height > logoSize.height) return "too-large"
  const bits = (head.data[8] ?? 0) * (channels[head.data[9] ?? -1] ?? 0)
  const interlace = head.data[12] ?? 0
  if (bits === 0 || interlace > 1) return "no-png"
  if (!isWhole(rest, height * (1 + Math.ceil((width * bits) / 8)), interlace === 1)) return "no-png"
  return Buffer.concat([signature, ...chunks.map(({ whole }) => whole)])
}

/** What belongs to the picture. Undefined when it is no row of chunks from the signature to the last byte. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  if (!bytes.subarray(0, 8).equals(signature)) return undefined
  const chunks: Chunk[] = []
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return undefined
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length) return undefined
    const type = bytes.toString("latin1", at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return undefined
    const whole = bytes.subarray(at, end + 4)
    if (critical.includes(type) || harmless.includes(type))
      chunks.push({ type, data: bytes.subarray(at + 8, end), whole })
    // A capital first: the picture would not be the same without it.
    else if (!/^[a-z]/.test(type)) return undefined
    at = end + 4
  }
  return chunks
}

/** The picture unpacks to as many bytes as its size says; an interlaced one has a few more. */
function isWhole(chunks: Chunk[], size: number, isInterlaced: boolean): boolean {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data))
  try {
    const { length } = inflateSync(packed, { maxOutputLength: size * 2 })
    return isInterlaced ? length >= size - logoSize.height : length === size
  } catch {
    return false
  }
}
