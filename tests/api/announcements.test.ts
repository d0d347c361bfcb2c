// What the organisation tells its readers about the portal: in its days, until each has put it away.
import { afterEach, beforeEach, expect, test } from "vitest"
import {
  addAnnouncement,
  AnnouncementError,
  endAnnouncement,
  listAnnouncements,
  type NewAnnouncement,
} from "../../server/organisation/announcements.ts"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

const by = { kind: "system", id: "test" } as const
const given: NewAnnouncement = {
  title: "Het portaal is even dicht",
  body: "Zondag van 8 tot 10 uur.\nDaarna werkt alles weer.",
  firstDay: "2026-11-22",
  lastDay: "2026-11-25",
}

let portal: Portal
let email: string
beforeEach(async () => {
  portal = await startPortal()
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110"),
  ])
  const patientId = id("Patient/mother")
  await readerOf(portal, {
    patientId,
    person: "self",
    slot: 1,
    role: "patient",
    bsn: "999900018",
    name: "mother",
  })
  const son = { patientId, person: id("RelatedPerson/son"), slot: 2, role: "contactPerson" } as const
  email = (await readerOf(portal, { ...son, bsn: "999900110", name: "son" })).email
})
afterEach(() => portal.close())

const add = (change: Partial<NewAnnouncement> = {}) =>
  addAnnouncement(portal.deps, { ...given, ...change }, by, "test")
const shownTo = async (visitor: Visitor) => (await visitor.get("/api/me")).body.announcements
const putAway = (visitor: Visitor, id: unknown) => visitor.post("/api/announcements/read", { id })

test("it stands from its first day through its last, as days go in Amsterdam", async () => {
  const id = await add({ firstDay: "2026-11-23", lastDay: "2026-11-24" })
  for (const [now, isShown] of [
    ["2026-11-22T22:59:59.000Z", false],
    ["2026-11-22T23:00:00.000Z", true],
    ["2026-11-24T22:59:59.000Z", true],
    ["2026-11-24T23:00:00.000Z", false],
  ] as const) {
    portal.clock.set(now)
    const shown = await shownTo(await logIn(portal, email))
    expect(shown, now).toEqual(
      isShown ? [{ id, title: given.title, body: given.body, lastDay: "2026-11-24" }] : [],
    )
  }
})

test("put away it stays away for this reader, on every device, and for nobody else", async () => {
  const id = await add()
  const second = await add({ title: "Nog iets" })
  const [tablet, phone] = [await logIn(portal, email), await logIn(portal, email)]
  const mother = await logIn(portal, "mother@voorbeeld.example")
  const answers = await Promise.all([1, 2, 3, 4].map(() => putAway(tablet, id)))
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204])
  for (const visitor of [tablet, phone]) expect(await shownTo(visitor)).toMatchObject([{ id: second }])
  expect(await shownTo(mother)).toHaveLength(2)
  expect((await listAnnouncements(portal.db, portal.clock.now())).find((one) => one.id === id)).toMatchObject(
    {
      read: 1,
      state: "shown",
    },
  )
})

test("ended it is gone at once, and cannot be ended twice", async () => {
  const id = await add()
  const visitor = await logIn(portal, email)
  expect(await shownTo(visitor)).toHaveLength(1)
  await endAnnouncement(portal.deps, id, by)
  expect(await shownTo(visitor)).toEqual([])
  expect((await putAway(visitor, id)).status).toBe(204)
  await expect(endAnnouncement(portal.deps, id, by)).rejects.toThrow(AnnouncementError)
  await expect(endAnnouncement(portal.deps, "niets", by)).rejects.toThrow("announcement list")
  expect(
    await portal.db("audit_events").whereIn("event", ["announcement.add", "announcement.end"]),
  ).toHaveLength(2)
})

test("an id that is no announcement, or no id", async () => {
  const visitor = await logIn(portal, email)
  expect((await putAway(visitor, crypto.randomUUID())).status).toBe(404)
  for (const id of ["", "niets", 7, null, [given.title]])
    expect((await putAway(visitor, id)).status).toBe(422)
})

test.each([
  ["without a title", { title: "  " }, "title is empty"],
  ["with a title over two lines", { title: "a\nb" }, "title has more than one line"],
  ["with a title of 10,000 characters", { title: "a".repeat(10_000) }, "longer than 80"],
  ["without a text", { body: "\n" }, "body is empty"],
  ["with a text of 10,000 characters", { body: "a".repeat(10_000) }, "longer than 1000"],
  ["on a day that does not exist", { firstDay: "2026-02-30" }, "firstDay is not a day"],
  ["on something else", { lastDay: "morgen" }, "lastDay is not a day"],
  ["that ends before it begins", { firstDay: "2026-11-26" }, "before the first"],
  ["that is over", { firstDay: "2026-11-01", lastDay: "2026-11-21" }, "over already"],
])("one %s is refused with one sentence", async (_what, change, sentence) => {
  await expect(add(change)).rejects.toThrow(sentence)
  expect(await portal.db("announcements")).toEqual([])
})
