import { afterAll, beforeAll, expect, test } from "vitest"
import { migrate } from "../../db/migrate.ts"
import { openDatabase, type Database } from "../../db/knex.ts"
import { newKeyring, parseKeyring } from "../../server/sealing/keyring.ts"
import { createSealing, type DataKey } from "../../server/sealing/sealing.ts"

const now = new Date("2026-11-22T12:00:00Z")
const ring = newKeyring()
const sealing = createSealing(parseKeyring(ring, "test"))
let db: Database
let mother: DataKey
let stranger: DataKey

beforeAll(async () => {
  db = openDatabase(":memory:")
  await migrate(db)
  mother = await sealing.keyFor(db, { kind: "patient", id: "mother" }, now)
  stranger = await sealing.keyFor(db, { kind: "patient", id: "stranger" }, now)
})
afterAll(() => db.destroy())

test("what was sealed opens again, and the same text never looks the same twice", () => {
  const one = sealing.seal(mother, "reports.content", "r1", "Mevrouw sliep goed. ë €")
  const two = sealing.seal(mother, "reports.content", "r1", "Mevrouw sliep goed. ë €")
  expect(sealing.open(mother, "reports.content", "r1", one)).toBe("Mevrouw sliep goed. ë €")
  expect(one.equals(two)).toBe(false)
  expect(one.includes("Mevrouw")).toBe(false)
})

test("a value moved to another row, column or patient does not open", () => {
  const sealed = sealing.seal(mother, "reports.content", "r1", "tekst")
  expect(() => sealing.open(mother, "reports.content", "r2", sealed)).toThrow()
  expect(() => sealing.open(mother, "appointments.content", "r1", sealed)).toThrow()
  expect(() => sealing.open(stranger, "reports.content", "r1", sealed)).toThrow()
})

test("one flipped bit anywhere, a cut or an empty value does not open", () => {
  const sealed = sealing.seal(mother, "reports.content", "r1", "tekst")
  for (let at = 0; at < sealed.length; at += 1) {
    const broken = Buffer.from(sealed)
    broken[at] = (broken[at] ?? 0) ^ 1
    expect(() => sealing.open(mother, "reports.content", "r1", broken)).toThrow()
  }
  expect(() => sealing.open(mother, "reports.content", "r1", sealed.subarray(0, 20))).toThrow()
  expect(() => sealing.open(mother, "reports.content", "r1", Buffer.alloc(0))).toThrow()
})

test("an owner keeps one key, also when two ask for it at once", async () => {
  const owner = { kind: "account", id: "twice" } as const
  const [one, two] = await Promise.all([sealing.keyFor(db, owner, now), sealing.keyFor(db, owner, now)])
  expect(one.secret.equals(two.secret)).toBe(true)
})

test("a data key given to another owner, or read with another ring, does not open", async () => {
  const row = (await db("data_keys").where({ owner_id: "mother" }).first()) as {
    ring_key: string
    wrapped: Buffer
  }
  expect(() => sealing.unwrap({ kind: "patient", id: "thief" }, row)).toThrow()
  const otherRing = createSealing(parseKeyring(newKeyring(), "other"))
  expect(() => otherRing.unwrap({ kind: "patient", id: "mother" }, row)).toThrow()
})

test("a blind index is equal for equal values within one purpose, and tells nothing across purposes", () => {
  expect(sealing.blindIndex("email", "a@b.nl")).toBe(sealing.blindIndex("email", "a@b.nl"))
  expect(sealing.blindIndex("email", "a@b.nl")).not.toBe(sealing.blindIndex("mobile", "a@b.nl"))
})

test("a damaged keyring is refused with a sentence, never half read", () => {
  const broken = ring.replace(/"indexRoot": "[^"]+"/, '"indexRoot": "kort"')
  for (const text of ["", "{}", "[]", broken, ring.replace('"k1"', '"k2"')])
    expect(() => parseKeyring(text, "test")).toThrow(/damaged/)
})
