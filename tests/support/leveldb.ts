// Reads LevelDB's files without its library, deleted and overwritten entries too: tables (.ldb, .sst) and logs (.log, MANIFEST).
// Source: google/leveldb, doc/table_format.md and doc/log_format.md.
import { readVarint, unsnap } from "./snappy.ts"

const footerSize = 48
const magic = Buffer.from("57fb808b247547db", "hex")
const trailerSize = 5 // compression type, CRC-32C
const logBlockSize = 32 * 1024
const logHeaderSize = 7 // CRC-32C, length, type

type Place = { offset: number; size: number }
export type Table = { blocks: Buffer[]; keys: Buffer[] }

export const isTable = (file: Buffer): boolean =>
  file.length >= footerSize && file.subarray(-magic.length).equals(magic)

/** Every block of the table, unpacked, and every key whole: in its block it lacks what it shares with the one before it. */
export function readTable(file: Buffer): Table {
  if (!isTable(file)) throw new RangeError("not a table of LevelDB")
  const footer = file.subarray(-footerSize)
  const [metaIndex, next] = readPlace(footer, 0)
  const [index] = readPlace(footer, next)
  const metaIndexBlock = readBlock(file, metaIndex)
  const indexBlock = readBlock(file, index)
  const meta = placesIn(metaIndexBlock).map((place) => readBlock(file, place))
  const data = placesIn(indexBlock).map((place) => readBlock(file, place))
  const keys = [metaIndexBlock, indexBlock, ...data].flatMap((block) =>
    entriesOf(block).map(({ key }) => key),
  )
  return { blocks: [metaIndexBlock, indexBlock, ...meta, ...data], keys }
}

function readPlace(bytes: Buffer, at: number): [place: Place, next: number] {
  const [offset, afterOffset] = readVarint(bytes, at)
  const [size, next] = readVarint(bytes, afterOffset)
  return [{ offset, size }, next]
}

function readBlock(file: Buffer, { offset, size }: Place): Buffer {
  if (offset + size + trailerSize > file.length) throw new RangeError("a block past the end of its table")
  const block = file.subarray(offset, offset + size)
  const packing = file[offset + size]
  if (packing === 0) return block
  if (packing === 1) return unsnap(block)
  throw new RangeError(`a block in an unknown packing: ${packing}`)
}

const placesIn = (block: Buffer): Place[] => entriesOf(block).map(({ value }) => readPlace(value, 0)[0])

function entriesOf(block: Buffer): { key: Buffer; value: Buffer }[] {
  const end = block.length - 4 - 4 * block.readUInt32LE(block.length - 4) // the restart points
  const entries: { key: Buffer; value: Buffer }[] = []
  let key = Buffer.alloc(0)
  for (let at = 0; at < end;) {
    const [shared, afterShared] = readVarint(block, at)
    const [own, afterOwn] = readVarint(block, afterShared)
    const [length, start] = readVarint(block, afterOwn)
    key = Buffer.concat([key.subarray(0, shared), block.subarray(start, start + own)])
    at = start + own + length
    entries.push({ key, value: block.subarray(start + own, at) })
  }
  return entries
}

/** The log's records, put together again from their fragments; of one that was never finished, what is there. */
export function readLog(file: Buffer): Buffer[] {
  const records: Buffer[] = []
  let fragments: Buffer[] = []
  const finish = () => {
    if (fragments.length > 0) records.push(Buffer.concat(fragments))
    fragments = []
  }
  for (const { isFirst, isLast, bytes } of fragmentsOf(file)) {
    if (isFirst) finish()
    fragments.push(bytes)
    if (isLast) finish()
  }
  finish()
  return records
}

function* fragmentsOf(file: Buffer) {
  for (let start = 0; start < file.length; start += logBlockSize) {
    const block = file.subarray(start, start + logBlockSize)
    for (let at = 0; at + logHeaderSize <= block.length;) {
      const length = block.readUInt16LE(at + 4)
      const type = block[at + 6] ?? 0
      if (type === 0 || type > 4) break // space written ahead, or no log at all
      const bytes = block.subarray(at + logHeaderSize, at + logHeaderSize + length)
      yield { isFirst: type === 1 || type === 2, isLast: type === 1 || type === 4, bytes }
      at += logHeaderSize + length
    }
  }
}
