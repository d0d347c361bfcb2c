// The display settings of an account: what a reader chose on one device is there on the next, the newest choice wins.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { displayFields } from "#contract/display"
import { importAll, logIn, patient, readerOf } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, registered } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let tablet: Visitor
let telephone: Visitor
beforeAll(async () => {
  portal = await startPortal()
  const id = await importAll(portal, patient("ria", "999900031"))
  const self = { patientId: id("Patient/ria"), person: "self", slot: 1, role: "patient" } as const
  const { email } = await readerOf(portal, { ...self, bsn: "999900031", name: "ria" })
  tablet = await logIn(portal, email)
  telephone = await logIn(portal, email)
})
beforeEach(() => portal.db("display_settings").delete())
afterAll(() => portal.close())

/** Minutes before (or, negative, after) the server's now. */
const ago = (minutes: number) => new Date(portal.clock.now().getTime() - minutes * 60_000).toISOString()
const change = (field: string, value: unknown, minutes = 1) => ({ field, value, changedAt: ago(minutes) })
const send = (visitor: Visitor, ...changes: unknown[]) => visitor.post("/api/display", { changes })
const valuesOf = async (visitor: Visitor) => {
  const { fields } = (await visitor.get("/api/display")).body as {
    fields: Record<string, { value: unknown }>
  }
  return Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value]))
}

test("nothing chosen: nothing there", async () => {
  expect((await tablet.get("/api/display")).body).toEqual({ fields: {} })
})

test("what is chosen on the tablet is there on the telephone, a number as a number", async () => {
  const answer = await send(tablet, change("thema", "donker"), change("schaal", 150))
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    fields: {
      thema: { value: "donker", changedAt: ago(1) },
      schaal: { value: 150, changedAt: ago(1) },
    },
  })
  expect((await telephone.get("/api/display")).body).toEqual(answer.body)
})

test("every value of every field goes in and comes out", async () => {
  const most = Math.max(...Object.values(displayFields).map((values) => values.length))
  for (let at = 0; at < most; at += 1) {
    const chosen = Object.entries(displayFields).map(([field, values]) => [field, values.at(at) ?? values[0]])
    const answer = await send(tablet, ...chosen.map(([field, value]) => change(String(field), value, 0)))
    const fields = Object.entries(answer.body.fields as Record<string, { value: unknown }>)
    expect(new Map(fields.map(([field, { value }]) => [field, value]))).toEqual(new Map(chosen as []))
  }
})

describe("the newest choice wins", () => {
  test("also when it comes in first", async () => {
    await send(tablet, change("contrast", "aan", 5))
    const late = await send(telephone, change("contrast", "uit", 9))
    expect(late.body.fields.contrast).toEqual({ value: "aan", changedAt: ago(5) })
  })

  test("of equal instants the one that arrived last", async () => {
    await send(tablet, change("contrast", "aan"))
    await send(telephone, change("contrast", "uit"))
    expect(await valuesOf(tablet)).toEqual({ contrast: "uit" })
  })

  test("whatever the order in one request", async () => {
    await send(tablet, change("ruimte", "ruim", 2), change("ruimte", "gewoon", 7))
    await send(tablet, change("knoppen", "gewoon", 7), change("knoppen", "groot", 2))
    expect(await valuesOf(tablet)).toEqual({ ruimte: "ruim", knoppen: "groot" })
  })

  test("per field: one that is older loses, the others stay", async () => {
    await send(tablet, change("thema", "donker", 3), change("letters", "dyslexie", 3))
    await send(telephone, change("thema", "licht", 8), change("letters", "vertrouwd", 1))
    expect(await valuesOf(tablet)).toEqual({ thema: "donker", letters: "vertrouwd" })
  })

  test("of many at the same moment, in any order of fields, none is lost", async () => {
    const posts = Array.from({ length: 24 }, (_, at) => {
      const both = [
        change("thema", at === 11 ? "donker" : "licht", at === 11 ? 1 : 30 + at),
        change("kleuren", at === 12 ? "zonder-kleur" : "gewoon", at === 12 ? 1 : 30 + at),
      ]
      return at % 2 === 0 ? send(tablet, ...both) : send(telephone, ...both.reverse())
    })
    expect((await Promise.all(posts)).every(({ status }) => status === 200)).toBe(true)
    expect(await valuesOf(tablet)).toEqual({ thema: "donker", kleuren: "zonder-kleur" })
  })
})

describe("a clock that runs ahead", () => {
  test("counts as now, and keeps out nothing that is chosen later", async () => {
    const ahead = await send(tablet, change("thema", "donker", -600))
    expect(ahead.body.fields.thema.changedAt).toBe(ago(0))
    portal.clock.advance({ minutes: 5 })
    await send(telephone, change("thema", "licht", 1))
    expect(await valuesOf(tablet)).toEqual({ thema: "licht" })
  })

  test("is still right about its own order", async () => {
    await send(tablet, change("thema", "donker", -700), change("thema", "licht", -600))
    expect(await valuesOf(tablet)).toEqual({ thema: "donker" })
  })
})

test.each([
  ["an unknown field", { field: "accent", value: "rood" }],
  ["a value of another field", { field: "thema", value: "groot" }],
  ["a number as text", { field: "schaal", value: "150" }],
  ["a size between the sizes", { field: "schaal", value: 130 }],
  ["a name of every object", { field: "constructor", value: "volg" }],
  ["no instant", { field: "thema", value: "licht", changedAt: "gisteren" }],
  ["something more", { field: "thema", value: "licht", account: "x" }],
])("%s is refused, and nothing of the request is kept", async (_name, wrong) => {
  const answer = await send(tablet, change("letters", "dyslexie"), { changedAt: ago(1), ...wrong })
  expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
  expect(await valuesOf(tablet)).toEqual({})
})

test("what a newer version wrote is left out here, and stays for that version", async () => {
  await send(tablet, change("thema", "licht", 5), change("letters", "dyslexie", 5))
  await portal.db("display_settings").where({ field: "thema" }).update({ value: "sepia" })
  await portal.db("display_settings").where({ field: "letters" }).update({ field: "toekomst" })
  expect(await valuesOf(tablet)).toEqual({})
  await send(tablet, change("knoppen", "groot"))
  expect(await portal.db("display_settings").whereIn("value", ["sepia", "dyslexie"])).toHaveLength(2)
})

test("belongs to the reader alone", async () => {
  await send(tablet, change("thema", "donker"))
  const id = await importAll(portal, patient("henk", "999900018"))
  const self = { patientId: id("Patient/henk"), person: "self", slot: 1, role: "patient" } as const
  const other = await logIn(
    portal,
    (await readerOf(portal, { ...self, bsn: "999900018", name: "henk" })).email,
  )
  expect(await valuesOf(other)).toEqual({})
})

test("before the BSN step there is no account to keep it in", async () => {
  const newcomer = await registered(portal, henk)
  expect((await newcomer.get("/api/display")).body.code).toBe("bsn-step-required")
  expect((await send(newcomer, change("thema", "donker"))).status).toBe(403)
})

test("the log says that somebody chose, not what; an empty request leaves no row", async () => {
  const rows = () => portal.db("audit_events").where({ event: "display.change" })
  const before = (await rows()).length
  await send(tablet)
  expect(await rows()).toHaveLength(before)
  await send(tablet, change("kleuren", "rood-groen"))
  expect(await rows()).toHaveLength(before + 1)
  expect(JSON.stringify(await rows())).not.toMatch(/rood|kleuren/)
})
