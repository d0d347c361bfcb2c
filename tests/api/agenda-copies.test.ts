// What leaves the agenda for paper or for a calendar of one's own: only where the organisation allows it, and written down.
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Viewings } from "#contract/insight"
import { organisationCommands } from "../../server/cli/organisation-commands.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { appointment, importAll, logIn, patient, readerOf } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
let base: string
let id: (reference: string) => string

beforeEach(async () => {
  portal = await startPortal({ settings: { agendaCopies: true } })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    appointment(
      "scan",
      "mother",
      "2026-11-24T10:00:00+01:00",
      "2026-11-24T10:30:00+01:00",
      "Scan van de heup",
    ),
    { ...appointment("open", "mother", "2026-11-25T09:00:00+01:00", "", "Huid, wond"), end: undefined },
    {
      ...appointment("off", "mother", "2026-07-01T23:00:00+02:00", "2026-07-22T07:00:00+02:00"),
      status: "cancelled",
    },
    appointment("second", "mother", "2026-10-25T02:30:00+01:00", "2026-10-25T02:45:00+01:00"),
    appointment("first", "mother", "2026-10-25T02:30:00+02:00", "2026-10-25T03:30:00+01:00"),
    appointment("foreign", "aunt", "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00"),
  ])
  const mother = id("Patient/mother")
  base = `/api/patients/${mother}/agenda`
  const { email } = await readerOf(portal, {
    ...{ patientId: mother, person: "self", slot: 1, role: "patient", bsn: "999900018", name: "mother" },
  } as const)
  reader = await logIn(portal, email)
})
afterEach(() => portal.close())

const fileOf = (name: string) => reader.get(`${base}/${id(`Appointment/${name}`)}/calendar-file`)
const event = async (name: string) =>
  /BEGIN:VEVENT\r\n([^]*)END:VEVENT/.exec((await fileOf(name)).text)?.[1] ?? ""
const audit = (kind: string) => portal.db("audit_events").where({ object_kind: kind }).orderBy("at")
const print = () => reader.get(`${base}?from=2026-11-23&purpose=print`)

test("an appointment comes as an iCalendar file that says when, in the time of the Netherlands, and not what", async () => {
  const answer = await fileOf("scan")
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/calendar; charset=utf-8",
    "content-disposition": 'attachment; filename="afspraak.ics"',
    "cache-control": "no-store",
  })
  const lines = answer.text.split("\r\n")
  expect(answer.text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(["BEGIN:VCALENDAR", "END:VCALENDAR", ""])
  expect(lines).toContain("TZID:Europe/Amsterdam")
  expect(await event("scan")).toBe(
    [
      `UID:${id("Appointment/scan")}`,
      "DTSTAMP:20261122T130000Z",
      "DTSTART;TZID=Europe/Amsterdam:20261124T100000",
      "DTEND;TZID=Europe/Amsterdam:20261124T103000",
      "SUMMARY:Afspraak",
      "DESCRIPTION:Meer hierover leest u in het cliëntportaal.",
      "CLASS:PRIVATE",
      "STATUS:CONFIRMED",
      "",
    ].join("\r\n"),
  )
  expect(answer.text).not.toMatch(/scan|heup|mother|Mevrouw/i)
  expect(await audit("appointment-file")).toMatchObject([
    { outcome: "done", event: "record.read", object_id: id("Appointment/scan") },
    { outcome: "done" },
  ])
})

test("without an end, three weeks long and cancelled, in the doubled hour", async () => {
  expect(await event("open")).not.toContain("DTEND")
  const long = await event("off")
  expect(long).toContain("DTSTART;TZID=Europe/Amsterdam:20260701T230000\r\n")
  expect(long).toContain("DTEND;TZID=Europe/Amsterdam:20260722T070000\r\n")
  expect(long).toContain("STATUS:CANCELLED")
  // RFC 5545, 3.3.5: a local time that comes twice is the first of the two.
  expect(await event("first")).toContain("DTSTART;TZID=Europe/Amsterdam:20261025T023000\r\n")
  const second = await event("second")
  expect(second).toContain("DTSTART:20261025T013000Z\r\n")
  expect(second).toContain("DTEND:20261025T014500Z\r\n")
  expect((await fileOf("second")).text).not.toContain("TZID")
})

test("another client's, a withdrawn and an unknown appointment: 404", async () => {
  expect((await fileOf("foreign")).status).toBe(404)
  await portal
    .db("appointments")
    .where({ id: id("Appointment/scan") })
    .update({ visible: false })
  expect((await fileOf("scan")).status).toBe(404)
  expect((await reader.get(`${base}/00000000-0000-4000-8000-000000000000/calendar-file`)).status).toBe(404)
  expect((await reader.get(`${base}/kapper/calendar-file`)).status).toBe(422)
})

test("printing is written down as that", async () => {
  expect((await reader.get(`${base}?from=2026-11-23`)).body.mayCopy).toBe(true)
  expect((await print()).status).toBe(200)
  expect(await audit("agenda-print")).toMatchObject([{ outcome: "done" }])
  await fileOf("scan")
  const { days } = (await reader.get(base.replace(/agenda$/, "viewings"))).body as Viewings
  expect(days[0]?.viewings[0]?.parts).toEqual(
    expect.arrayContaining([
      { part: "agenda-print", count: 0 },
      { part: "appointment-file", count: 1 },
    ]),
  )
})

test("where the organisation does not allow it there is no file and no print, and the page knows", async () => {
  await changeOrganisation(portal.db, { agendaCopies: false }, "test", portal.clock.now())
  expect((await reader.get(`${base}?from=2026-11-23`)).body.mayCopy).toBe(false)
  expect([(await fileOf("scan")).status, (await print()).status]).toEqual([404, 404])
  expect(await audit("agenda-print")).toMatchObject([{ outcome: "refused" }])
})

test("the operator switches it with true and false", async () => {
  const set = organisationCommands.find(({ name }) => name === "organisation set")
  if (set?.kind !== "database") throw new Error("no such command")
  const args = { text: () => undefined, required: () => "", isSet: () => false }
  await set.run(portal.deps, { ...args, positionals: ["agendaCopies", "false"] })
  expect((await reader.get(`${base}?from=2026-11-23`)).body.mayCopy).toBe(false)
})
