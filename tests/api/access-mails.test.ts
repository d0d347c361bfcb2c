// What readers hear by mail of their access: given, about to end, ended. Never whose record, never why somebody left.
import { afterEach, beforeEach, expect, test } from "vitest"
import { changeCapacity } from "../../server/access/capacity.ts"
import { deskVersion } from "../../server/access/desk-version.ts"
import { endGrant } from "../../server/access/end-grants.ts"
import { tellEnds } from "../../server/jobs/tell-ends.ts"
import { importAll, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"

const by = { kind: "system", id: "test" } as const
let portal: Portal
let ids: (reference: string) => string
beforeEach(async () => {
  portal = await startPortal({ now: "2026-11-23T09:00:00.000Z" })
  ids = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("father", "999900031"),
    relative("son", "mother", "999900110"),
    relative("son-too", "father", "999900110"),
  ])
})
afterEach(() => portal.close())

const reads = (of: "mother" | "father", endsAt?: string) =>
  readerOf(portal, {
    patientId: ids(`Patient/${of}`),
    person: ids(`RelatedPerson/${of === "mother" ? "son" : "son-too"}`),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
    ...(endsAt && { endsAt }),
  })
const leave = (of: "mother" | "father", on: string) =>
  importAll(portal, patient(of, of === "mother" ? "999900018" : "999900031", { endedOn: on }))
const mails = async () => (await portal.messages()).filter(({ kind }) => kind === "mail")
const subjects = async () => (await mails()).map(({ subject }) => subject)
const run = async (instant: string) => {
  portal.clock.set(instant)
  await tellEnds(portal.deps)
  return subjects()
}
const soon = "Uw toegang tot een dossier stopt binnenkort"
const over = "Uw toegang tot een dossier is gestopt"

test("a grant to who has an account already is told; one that waits for its reader is not", async () => {
  await reads("mother")
  expect(await subjects()).toEqual([])
  await reads("father")
  expect(await subjects()).toEqual(["U kunt een dossier lezen in het cliëntportaal"])
  const [mail] = await mails()
  expect(mail?.to).toBe("son@voorbeeld.example")
  expect(`${mail?.text}${mail?.html}`).not.toMatch(/father|vader|mevrouw|F-1/i)
})

test.each([
  ["notice", "U vroeg ons om uw toegang te stoppen."],
  ["breach", "De reden: de gebruikersvoorwaarden zijn niet nageleefd."],
  ["unlawful", "De reden: het gebruik was in strijd met de wet."],
  ["replaced", "Wilt u weten waarom?"],
  [undefined, "Wilt u weten waarom?"],
] as const)(
  "ended by staff, ground %s: told at once, without what staff wrote down",
  async (ground, sentence) => {
    const { grantId } = await reads("mother")
    await endGrant(portal.deps, grantId, "Brief van mevrouw Geheim", by, ground)
    const sent = await mails()
    expect(sent.map(({ subject }) => subject)).toEqual([over])
    expect(sent[0]?.text).toContain(sentence)
    expect(`${sent[0]?.text}${sent[0]?.html}`).not.toMatch(/geheim|mother|mevrouw/i)
    await expect(endGrant(portal.deps, grantId, "nog een keer", by)).rejects.toThrow()
    expect(await mails()).toHaveLength(1)
  },
)

test("ended because who decides changed: told at once, without why", async () => {
  const { grantId } = await reads("mother")
  const mother = ids("Patient/mother")
  const seen = await deskVersion(portal.db, mother)
  await changeCapacity(portal.deps, mother, { seen, isCapable: true, end: [grantId], confirm: [] }, by)
  const sent = await mails()
  expect(sent.map(({ subject }) => subject)).toEqual([over])
  expect(sent[0]?.text).not.toMatch(/reden|wils|mother|mevrouw/i)
})

test("after a departure: seven days before the last day is over, then when it is, each once and by day", async () => {
  await reads("mother")
  await leave("mother", "2026-11-10")
  // Through the end of 10 December.
  expect(await run("2026-12-03T19:30:00.000Z")).toEqual([])
  expect(await run("2026-12-04T06:30:00.000Z")).toEqual([])
  expect(await run("2026-12-04T07:00:00.000Z")).toEqual([soon])
  const [mail] = await mails()
  expect(mail?.text).toContain("U kunt het dossier lezen tot en met 10 december 2026.")
  expect(`${mail?.text}`).not.toMatch(/vertrek|overl|mother/i)
  expect(await run("2026-12-05T12:00:00.000Z")).toEqual([soon])
  expect(await run("2026-12-10T18:00:00.000Z")).toEqual([soon])
  await Promise.all([run("2026-12-11T07:00:00.000Z"), tellEnds(portal.deps)])
  expect(await subjects()).toEqual([over, soon])
  expect(await run("2026-12-12T12:00:00.000Z")).toEqual([over, soon])
})

test("an end that moved is told anew; two records that end together are one mail", async () => {
  await reads("mother")
  await reads("father")
  const given = await subjects()
  await leave("mother", "2026-11-01")
  await leave("father", "2026-11-01")
  expect(await run("2026-11-26T12:00:00.000Z")).toEqual([soon, ...given])
  await leave("mother", "2026-11-03")
  await leave("father", "2026-11-03")
  expect(await run("2026-11-27T12:00:00.000Z")).toEqual([soon, soon, ...given])
})

test("an end that staff set counts too; what ended long ago is not told any more", async () => {
  await reads("mother", "2026-12-01T23:00:00.000Z")
  await reads("father", "2026-11-24T00:00:00.000Z")
  const given = await subjects()
  expect(await run("2026-12-02T12:00:00.000Z")).toEqual([over, ...given])
})

test("whose account is closed hears nothing", async () => {
  await reads("mother")
  await leave("mother", "2026-11-10")
  await portal.db("accounts").update({ state: "closed" })
  expect(await run("2026-12-05T12:00:00.000Z")).toEqual([])
})
