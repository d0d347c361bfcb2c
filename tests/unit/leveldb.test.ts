// The reader of LevelDB's files, judged by the format and not by itself.
import { describe, expect, test } from "vitest"
import { isTable, readLog, readTable } from "../support/leveldb.ts"
import { bytes, fragment, table } from "../support/leveldb-by-hand.ts"
import { readVarint, unsnap } from "../support/snappy.ts"

describe("numbers", () => {
  test("end at the first byte without the high bit", () => {
    expect(readVarint(bytes(0xac, 0x02, 0xff), 0)).toEqual([300, 2])
    expect(readVarint(bytes(9, 0xff, 0xff, 0xff, 0xff, 0x0f), 1)).toEqual([2 ** 32 - 1, 6])
  })
  test("that never end are refused", () => {
    expect(() => readVarint(bytes(0x80), 0)).toThrow(RangeError)
    expect(() => readVarint(Buffer.alloc(20, 0xff), 0)).toThrow(RangeError)
  })
})

describe("Snappy", () => {
  test("unpacks literals and the three kinds of copies", () => {
    expect(unsnap(bytes(5, 4 << 2, "noten")).toString()).toBe("noten")
    expect(unsnap(bytes(8, 3 << 2, "kers", 0b00000001, 4)).toString()).toBe("kerskers")
    expect(unsnap(bytes(8, 3 << 2, "kers", (3 << 2) | 2, 4, 0)).toString()).toBe("kerskers")
    expect(unsnap(bytes(8, 3 << 2, "kers", (3 << 2) | 3, 4, 0, 0, 0)).toString()).toBe("kerskers")
  })
  test("repeats by a copy that overlaps itself", () => {
    expect(unsnap(bytes(10, 1 << 2, "ab", (7 << 2) | 2, 2, 0)).toString()).toBe("ababababab")
  })
  test("reads a long literal and a copy from far back", () => {
    const long = Buffer.from(Array.from({ length: 400 }, (_, at) => at % 251))
    const stream = bytes(0x97, 0x03, 61 << 2, 399 & 255, 399 >> 8, long, 0b00101101, 0x90 - 0x100 + 256)
    expect(unsnap(stream)).toEqual(Buffer.concat([long, long.subarray(400 - 0x190, 400 - 0x190 + 7)]))
  })
  test("starts where it is told and leaves what follows alone", () => {
    expect(unsnap(bytes("xx", 2, 1 << 2, "ja", "rest"), 2).toString()).toBe("ja")
  })
  test("refuses what is broken off, reaches back too far, copies nothing or claims a gigabyte", () => {
    expect(() => unsnap(bytes(9, 4 << 2, "noten"))).toThrow(RangeError)
    expect(() => unsnap(bytes(9, 8 << 2, "noten"))).toThrow(RangeError)
    expect(() => unsnap(bytes(8, 3 << 2, "kers", 0b00000001, 5))).toThrow(RangeError)
    expect(() => unsnap(bytes(8, 3 << 2, "kers", 0b00000001, 0))).toThrow(RangeError)
    expect(() => unsnap(bytes(0xff, 0xff, 0xff, 0xff, 0x7f, 0))).toThrow(RangeError)
  })
})

describe("a table", () => {
  test.each([{ isPacked: false }, { isPacked: true }])("gives all its blocks (packed: $isPacked)", (how) => {
    const { blocks, keys } = readTable(table(how))
    const text = Buffer.concat(blocks).toString("latin1")
    expect(text).toContain("kersenboom")
    expect(text).toContain("kersentaart")
    expect(text).toContain("filterbits")
    expect(keys.map(String)).toEqual(["filter.x", "s", "rapport/1", "rapport/2"])
  })
  test("that is cut off or points outside itself is an error, never an empty table", () => {
    const whole = table({ isPacked: false })
    expect(isTable(whole.subarray(0, -1))).toBe(false)
    expect(() => readTable(whole.subarray(0, -1))).toThrow(RangeError)
    expect(() => readTable(whole.subarray(60))).toThrow(RangeError)
    expect(() => readTable(Buffer.alloc(0))).toThrow(RangeError)
  })
})

describe("a log", () => {
  test("gives its records, and those over more blocks in one piece", () => {
    const first = Buffer.alloc(32 * 1024 - 7 - 12, "x")
    const start = bytes("kers") // fills the block but for one byte, which stays empty
    const log = bytes(
      fragment(1, first),
      fragment(2, start),
      0,
      fragment(3, bytes("en")),
      fragment(4, bytes("boom")),
    )
    expect(log.subarray(32 * 1024 - 1, 32 * 1024)).toEqual(bytes(0))
    expect(readLog(log).map(String)).toEqual([first.toString(), "kersenboom"])
  })
  test("that ends in the middle of a record still gives what is there", () => {
    expect(readLog(bytes(fragment(1, bytes("een")), fragment(2, bytes("half")))).map(String)).toEqual([
      "een",
      "half",
    ])
    expect(readLog(fragment(1, bytes("afgebroken")).subarray(0, -4)).map(String)).toEqual(["afgebr"])
  })
  test("of zeroes is empty", () => {
    expect(readLog(Buffer.alloc(70_000))).toEqual([])
  })
})
