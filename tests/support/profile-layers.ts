// What lies in the files of a Chromium profile under their outermost bytes: all that a thief can unpack without a secret.
import { createDecipheriv, pbkdf2Sync } from "node:crypto"
import { basename } from "node:path"
import { brotliDecompressSync, constants, inflateRawSync } from "node:zlib"
import { isTable, readLog, readTable } from "./leveldb.ts"
import { unsnap } from "./snappy.ts"

export type Layer = { name: string; bytes: Buffer }

const sqliteMagic = Buffer.from("SQLite format 3\0")
const entryMagic = Buffer.from("305c72a71b6dfbfc", "hex") // net/disk_cache/simple/simple_entry_format.h
const entryHeaderSize = 24
const wrapped = Buffer.from([0xff, 0x11, 0x02]) // idb_value_wrapping.cc: kVersionTag, kRequiresProcessing…, kCompressedWithSnappy
const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08, 0x00]) // without a file name, as servers send it
const gzipHeaderSize = 10
// os_crypt on Linux without a keyring: the same password on every machine in the world.
const cookieKey = pbkdf2Sync("peanuts", "saltysalt", 1, 16, "sha1")
const longestCookie = 4096 + 64

export function layersOf(path: string, file: Buffer): Layer[] {
  const layers: Layer[] = [{ name: "raw", bytes: file }, ...storeLayers(path, file)]
  const values = layers.flatMap(({ name, bytes }) =>
    unwrapValues(bytes).map((value) => ({ name: `${name}, packed value`, bytes: value })),
  )
  return [...layers, ...values, ...bodyLayers(path, file), ...cookieLayers(file)]
}

function storeLayers(path: string, file: Buffer): Layer[] {
  if (/\.(ldb|sst)$/.test(path) && file.length > 0) {
    const { blocks, keys } = orSay(path, () => readTable(file))
    return [
      ...blocks.map((bytes) => ({ name: "table block", bytes })),
      { name: "table key", bytes: Buffer.concat(keys) },
    ]
  }
  if (/\.log$|^MANIFEST-\d+$/.test(basename(path)) && !isTable(file))
    return readLog(file).map((bytes) => ({ name: "log record", bytes }))
  return []
}

function orSay<Read>(path: string, read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    throw new Error(`cannot be read: ${path}`, { cause: error })
  }
}

function unwrapValues(bytes: Buffer): Buffer[] {
  return placesOf(wrapped, bytes).flatMap((at) => attempt(() => unsnap(bytes, at + wrapped.length)))
}

/** Bodies of the two caches, as they came over the line. Brotli has no mark of its own: it is tried where a body starts. */
function bodyLayers(path: string, file: Buffer): Layer[] {
  const zipped = placesOf(gzipMagic, file).flatMap((at) =>
    attempt(() =>
      inflateRawSync(file.subarray(at + gzipHeaderSize), { finishFlush: constants.Z_SYNC_FLUSH }),
    ),
  )
  const isEntry = file.subarray(0, entryMagic.length).equals(entryMagic)
  const start = isEntry && file.length > entryHeaderSize ? entryHeaderSize + file.readUInt32LE(12) : 0
  const isBody = isEntry || /\/(Cache_Data|CacheStorage)\//.test(path)
  const finishFlush = constants.BROTLI_OPERATION_FLUSH
  const brotli = isBody ? attempt(() => brotliDecompressSync(file.subarray(start), { finishFlush })) : []
  return [...zipped, ...brotli].map((bytes) => ({ name: "packed body", bytes }))
}

/** Values that the browser seals itself. Chained blocks open from wherever one starts, whatever stands behind them. */
function cookieLayers(file: Buffer): Layer[] {
  if (!file.subarray(0, sqliteMagic.length).equals(sqliteMagic)) return []
  return placesOf(Buffer.from("v10"), file).map((at) => {
    const sealed = file.subarray(at + 3, at + 3 + longestCookie)
    const opener = createDecipheriv("aes-128-cbc", cookieKey, Buffer.alloc(16, " ")).setAutoPadding(false)
    return { name: "sealed by the browser", bytes: opener.update(sealed) }
  })
}

function placesOf(mark: Buffer, bytes: Buffer): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at)
  return places
}

/** A mark may stand somewhere by chance: then there is nothing to unpack. */
function attempt(unpack: () => Buffer): Buffer[] {
  try {
    return [unpack()]
  } catch {
    return []
  }
}
