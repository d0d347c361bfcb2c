// The hunt itself, in folders made by hand: each shape and layer is found, and what is not there is not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fragment, table } from "../support/leveldb-by-hand.ts"
import { huntProfile, missedIn, type Finding } from "../support/profile-hunt.ts"

let folder = ""
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "portal-hunt-"))))
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, ...content: (string | Uint8Array)[]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), Buffer.concat(content.map((part) => Buffer.from(part))))
}
const word = "Geïrriteerd, zei zij"
const found = () => huntProfile(folder, [word, "kersenboom"]).map((one): Partial<Finding> => one)

test.each<[string, Uint8Array]>([
  ["UTF-8", Buffer.from(word)],
  ["Latin-1", Buffer.from(word, "latin1")],
  ["UTF-16LE", Buffer.from(word, "utf16le")],
  ["UTF-16BE", Buffer.from(word, "utf16le").swap16()],
  ["JSON", Buffer.from("Ge\\u00efrriteerd, zei zij")],
  ["address", Buffer.from(`/zoek?q=${encodeURIComponent(word)}`)],
  ["hex", Buffer.from(Buffer.from(word).toString("hex"))],
  ["base64", Buffer.from(Buffer.from(word).toString("base64"))],
  ["base64", Buffer.from(Buffer.from(`?${word}!`).toString("base64"))],
  ["base64", Buffer.from(Buffer.from(`??${word}!!`).toString("base64"))],
  ["base64", Buffer.from(Buffer.from(word, "utf16le").toString("base64"))],
])("finds a word written as %s", (encoding, content) => {
  put("Default/Preferences", "ab", content, "yz")
  expect(found()).toEqual([{ needle: word, file: "Default/Preferences", layer: "raw", encoding }])
})

test("finds bytes, and their hex and base64", () => {
  const key = { name: "the key", bytes: Buffer.from("00ff10fb7ec2a9aa55", "hex") }
  put("a", key.bytes)
  put("b", key.bytes.toString("hex"))
  put("c", Buffer.concat([Buffer.from("?"), key.bytes]).toString("base64url"))
  expect(huntProfile(folder, [key]).map(({ encoding }) => encoding)).toEqual(["bytes", "hex", "base64url"])
})

test("unpacks a body of the cache, zipped or under Brotli", () => {
  const header = Buffer.alloc(24)
  header.set(Buffer.from("305c72a71b6dfbfc", "hex"))
  header.writeUInt32LE(3, 12)
  const text = "kersenboom ".repeat(50)
  put("Cache/Cache_Data/1_0", header, "url", brotliCompressSync(text), "the next stream")
  put("Cache/Cache_Data/2_0", header, "url", gzipSync(text), "the next stream")
  put("Cache/Cache_Data/f_000001", brotliCompressSync(text))
  const layers = found().map(({ file, layer }) => `${file}: ${layer}`)
  expect(layers.sort()).toEqual(
    ["1_0", "2_0", "f_000001"].map((name) => `Cache/Cache_Data/${name}: packed body`),
  )
})

test("unpacks a value that IndexedDB packed, also in a log and in a file of its own", () => {
  // A literal "kers", then "kers" again by a copy: the word is nowhere in plain sight.
  const value = Buffer.from([
    0xff,
    0x11,
    0x02,
    10,
    5 << 2,
    ...Buffer.from("kersen"),
    (3 << 2) | 0,
    ...Buffer.from("boom"),
  ])
  put("IndexedDB/x.blob/1/00/1", value.subarray(0, 11), value.subarray(11))
  expect(found()).toEqual([
    { needle: "kersenboom", file: "IndexedDB/x.blob/1/00/1", layer: "raw, packed value", encoding: "UTF-8" },
  ])
})

test("puts together what a store tears apart: a record over two fragments, a key that shares its start", () => {
  put("x.leveldb/000003.log", fragment(2, Buffer.from("kersen")), fragment(4, Buffer.from("boom")))
  put("x.leveldb/000005.ldb", table({ isPacked: true }))
  const findings = huntProfile(folder, ["kersenboom", "rapport/2"]).filter(({ layer }) => layer !== "raw")
  expect(findings.map(({ needle, layer }) => `${needle}: ${layer}`).sort()).toEqual([
    "kersenboom: log record",
    "kersenboom: table block",
    "rapport/2: table key",
  ])
})

test("a table that cannot be read is an error, not a clean profile", () => {
  put("IndexedDB/x.leveldb/000005.ldb", "kersenboom")
  expect(() => found()).toThrow("000005.ldb")
})

test("says which words lie nowhere", () => {
  put("a", "kersenboom")
  const findings = huntProfile(folder, ["kersenboom", "notenboom"])
  expect(missedIn(findings, ["kersenboom", "notenboom"])).toEqual(["notenboom"])
})
