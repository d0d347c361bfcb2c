// The vault's keys and sealed rows, byte by byte.
import { randomBytes as random } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { lengthPrefixed, toBytes, toHex, toText, type Bytes } from "../../client/vault/codec.ts"
import { headerBytes, readHeader, type Header, type HeaderFacts } from "../../client/vault/header.ts"
import { clampIterations, deriveKek, newKeys, openKeys, type Keys } from "../../client/vault/keys.ts"
import { pad, paddedSize, unpad } from "../../client/vault/padding.ts"
import {
  addressOf,
  manifestBinding,
  recordBinding,
  seal,
  unseal,
  type Sealed,
} from "../../client/vault/sealed.ts"

const whose = { accountTag: "tag-anneke", epoch: 1 }
const facts: HeaderFacts = {
  ...whose,
  format: 1,
  factor: "password",
  kdf: "PBKDF2-SHA256",
  salt: new Uint8Array(random(32)),
  iterations: 600_000,
}
const flip = (bytes: Bytes, at: number): Bytes =>
  bytes.map((byte, n) => (n === at ? byte ^ (1 << (at % 8)) : byte))
const place = { type: "report", patientId: "mother", section: "reports", id: "r1" } as const

let kek: CryptoKey
let keys: Keys
let header: Header

beforeAll(async () => {
  // Cheap on purpose: the tests judge the road, not the mountain.
  kek = await deriveKek("vier paarse olifanten", { ...facts, iterations: 1000 })
  ;({ header, keys } = await newKeys(kek, facts))
})

test("two lists of parts never give the same bytes", () => {
  const lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []]
  expect(new Set(lists.map((list) => toHex(lengthPrefixed(...list)))).size).toBe(lists.length)
  expect(toHex(lengthPrefixed("é", 7))).toBe("00000002c3a90000000137")
})

test("padding: sizes come in classes, and only what was padded is unpadded", () => {
  const kib = 1024
  for (const [length, size] of [
    [0, 2],
    [2044, 2],
    [2045, 4],
    [16380, 16],
    [16381, 24],
    [65532, 64],
    [65533, 96],
  ] as const) {
    expect(paddedSize(length), `${length}`).toBe(size * kib)
    const body = new Uint8Array(random(length))
    expect(unpad(pad(body))).toEqual(body)
  }
  const padded = pad(toBytes("tekst"))
  expect(unpad(padded.subarray(0, 3))).toBeNull()
  expect(unpad(padded.subarray(0, 2047))).toBeNull()
  expect(unpad(new Uint8Array(2048).fill(255))).toBeNull()
})

describe("a sealed record", () => {
  const binding = recordBinding(whose, "k1", 7)
  let sealed: Sealed
  beforeAll(async () => {
    sealed = await seal(keys.record, binding, toBytes("Mevrouw sliep goed. ë €"))
  })

  test("opens as what it was, and never looks the same twice", async () => {
    const again = await seal(keys.record, binding, toBytes("Mevrouw sliep goed. ë €"))
    expect(toText((await unseal(keys.record, binding, sealed)) as Bytes)).toBe("Mevrouw sliep goed. ë €")
    expect(toHex(again.ct)).not.toBe(toHex(sealed.ct))
    expect(Buffer.from(sealed.ct).includes("Mevrouw")).toBe(false)
  })

  test("does not open with any one bit changed", async () => {
    let opened = 0
    for (let at = 0; at < 12; at++)
      if (await unseal(keys.record, binding, { ...sealed, iv: flip(sealed.iv, at) })) opened++
    for (let at = 0; at < sealed.ct.length; at++)
      if (await unseal(keys.record, binding, { ...sealed, ct: flip(sealed.ct, at) })) opened++
    expect(opened).toBe(0)
  })

  test("opens in its own place only", async () => {
    const elsewhere = [
      recordBinding(whose, "k2", 7),
      recordBinding(whose, "k1", 6),
      recordBinding({ ...whose, epoch: 2 }, "k1", 7),
      recordBinding({ ...whose, accountTag: "tag-henk" }, "k1", 7),
      manifestBinding(whose),
    ]
    for (const other of elsewhere) expect(await unseal(keys.record, other, sealed)).toBeNull()
    expect(await unseal(keys.manifest, binding, sealed)).toBeNull()
  })

  test("ten thousand random bodies: no text, no exception", async () => {
    const shapes = [
      null,
      undefined,
      1,
      "",
      [],
      {},
      { iv: sealed.iv },
      { iv: "x", ct: "y" },
      { ...sealed, iv: new Uint8Array() },
    ]
    for (const shape of shapes) expect(await unseal(keys.record, binding, shape)).toBeNull()
    let opened = 0
    for (let n = 0; n < 10_000; n++) {
      const ct = new Uint8Array(random(n % 5 ? 2064 : n % 4000))
      if (await unseal(keys.record, binding, { iv: new Uint8Array(random(n % 7 ? 12 : n % 40)), ct }))
        opened++
    }
    expect(opened).toBe(0)
  })
})

test("a record's name tells nothing, differs by every part, and by vault", async () => {
  const other = (await newKeys(kek, facts)).keys
  const names = await Promise.all([
    addressOf(keys, place),
    addressOf(keys, { ...place, id: "r2" }),
    addressOf(keys, { ...place, patientId: "father" }),
    addressOf(keys, { ...place, type: "reports" }),
    addressOf(keys, { ...place, patientId: "motherr", id: "1" }),
    addressOf(other, place),
  ])
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/)
  expect(await addressOf(keys, { ...place, section: null })).toBe(names[0])
})

describe("the header", () => {
  test("gives the same keys back, to the same password only, however it was typed", async () => {
    const binding = recordBinding(whose, "k1", 1)
    const sealed = await seal(keys.record, binding, toBytes("tekst"))
    const again = await openKeys(kek, header)
    expect(await unseal(again.record, binding, sealed)).not.toBeNull()
    const cheap = { ...facts, iterations: 1000 }
    const composed = await deriveKek("caf\u00e9 \ufb01ets", cheap)
    const wrapped = await newKeys(composed, facts)
    await openKeys(await deriveKek("cafe\u0301 fiets", cheap), wrapped.header)
    for (const wrong of ["caf\u00e9 fietS", "", "café fiets "])
      await expect(openKeys(await deriveKek(wrong, cheap), wrapped.header)).rejects.toThrow("wrong")
    const otherAccount = await deriveKek("café fiets", { ...cheap, accountTag: "tag-henk" })
    await expect(openKeys(otherAccount, wrapped.header)).rejects.toThrow("wrong")
  })

  test("opens nothing with any one bit of it changed", async () => {
    const changed: Header[] = [
      { ...header, epoch: 2 },
      { ...header, iterations: 600_001 },
      { ...header, accountTag: "tag-annekf" },
    ]
    for (let at = 0; at < 32; at++) changed.push({ ...header, salt: flip(header.salt, at) })
    for (let at = 0; at < 12; at++)
      changed.push({ ...header, wrap: { ...header.wrap, iv: flip(header.wrap.iv, at) } })
    for (let at = 0; at < 48; at++)
      changed.push({ ...header, wrap: { ...header.wrap, ct: flip(header.wrap.ct, at) } })
    for (const one of changed) await expect(openKeys(kek, one)).rejects.toThrow("wrong")
    expect(headerBytes(header)).toEqual(headerBytes(facts))
  })

  test("is refused when this version did not write it; a later format is told apart", () => {
    expect(readHeader({ ...header }, "tag-anneke")).toMatchObject({ epoch: 1 })
    const broken: unknown[] = [
      null,
      undefined,
      1,
      "kop",
      [],
      {},
      { ...header, format: 0 },
      { ...header, format: "1" },
    ]
    for (const iterations of [1000, 599_999, 10_000_001, 1e9, NaN, "600000", 600_000.5])
      broken.push({ ...header, iterations })
    for (const salt of [new Uint8Array(31), "zout", null]) broken.push({ ...header, salt })
    for (const wrap of [
      null,
      {},
      { ...header.wrap, iv: new Uint8Array(11) },
      { ...header.wrap, ct: new Uint8Array(49) },
    ])
      broken.push({ ...header, wrap })
    broken.push({ ...header, kdf: "SHA-1" }, { ...header, factor: "pin" }, { ...header, epoch: 1.5 })
    for (const one of broken)
      expect(() => readHeader(one, "tag-anneke"), JSON.stringify(one)).toThrow("broken")
    expect(() => readHeader(header, "tag-henk")).toThrow("broken")
    expect(() => readHeader({ format: 2 }, "tag-anneke")).toThrow("newer")
  })
})

test("no key can be taken out of the browser's hands", () => {
  for (const key of [kek, keys.record, keys.manifest, keys.index]) expect(key.extractable).toBe(false)
})

test("iterations stay within 600 000 and 2 400 000, whatever the clock said", () => {
  expect([0, 599_999, 700_000.4, 9e9, Infinity].map(clampIterations)).toEqual([
    ...[600_000, 600_000, 700_000, 2_400_000, 2_400_000],
  ])
})
