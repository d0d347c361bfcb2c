import { afterEach, beforeEach, expect, test } from "vitest"
import { ensureSource } from "../../server/ecd/sources.ts"
import { importList, openQuarantine, resourceRow, shownAppointments } from "../support/fhir-import.ts"
import {
  fhirAppointment,
  fhirLocation,
  fhirPatient,
  fhirPractitioner,
  fhirRelative,
  fhirRole,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

test("a group's appointment stands in each client's agenda and names no other client or their family", async () => {
  const others = [
    {
      actor: { reference: "RelatedPerson/anneke", type: "RelatedPerson", display: "Anneke" },
      status: "accepted",
    },
    { actor: { reference: "RelatedPerson/tim", type: "RelatedPerson", display: "Tim" }, status: "accepted" },
    { actor: { reference: "PractitionerRole/rol", display: "Zuster anja" }, status: "accepted" },
    { actor: { reference: "Location/zaal", display: "Zaal" }, status: "accepted" },
    { actor: { display: "Mevrouw Piet" }, status: "accepted" },
  ]
  const singing = fhirAppointment("zingen", ["ria", "jopie"], { serviceType: [{ text: "Zingen" }] })
  singing["participant"] = [...(singing["participant"] as unknown[]), ...others]
  await importList(portal, [
    fhirPatient("ria"),
    fhirPatient("jopie"),
    fhirRelative("anneke", "ria"),
    fhirRelative("tim", "jopie"),
    fhirPractitioner("anja"),
    fhirRole("rol", "anja"),
    fhirLocation("zaal", { name: "Grote zaal" }),
    singing,
  ])
  const carer = { name: "Zuster anja", role: "verzorgende" }
  const common = { title: "Zingen", isGroup: true, place: "Grote zaal" }
  expect(await shownAppointments(portal, "ria")).toMatchObject([
    { ...common, participants: [{ name: "Familie anneke", role: null }, carer] },
  ])
  expect(await shownAppointments(portal, "jopie")).toMatchObject([
    { ...common, participants: [{ name: "Familie tim", role: null }, carer] },
  ])
})

test("a participant who is only a name is shown when the organisation says that this is never a client", async () => {
  const pedicure = fhirAppointment("a1", ["ria"])
  pedicure["participant"] = [
    ...(pedicure["participant"] as unknown[]),
    { actor: { display: "Carla, pedicure" } },
  ]
  await importList(portal, [fhirPatient("ria"), pedicure])
  expect((await shownAppointments(portal, "ria"))[0]?.participants).toEqual([])
  await ensureSource(portal.deps, {
    name: "ecd",
    kind: "file",
    settings: { participantsWithoutReference: "show" },
  })
  await importList(portal, [])
  expect((await shownAppointments(portal, "ria"))[0]?.participants).toEqual([
    { name: "Carla, pedicure", role: null },
  ])
})

test("a member of the group who comes in later gets the appointment too", async () => {
  await importList(portal, [fhirPatient("ria"), fhirAppointment("zingen", ["ria", "jopie"])])
  expect(await shownAppointments(portal, "ria")).toMatchObject([{ isGroup: true }])
  await importList(portal, [fhirPatient("jopie")])
  expect(await shownAppointments(portal, "jopie")).toHaveLength(1)
  expect(await shownAppointments(portal, "ria")).toHaveLength(1)
})

test("the doubled and the skipped hour keep their order", async () => {
  const at = (id: string, start: string) =>
    fhirAppointment(id, ["ria"], { start, end: undefined, minutesDuration: 15 })
  await importList(portal, [
    fhirPatient("ria"),
    at("tweede", "2026-10-25T02:30+01:00"),
    at("eerste", "2026-10-25T02:30+02:00"),
    at("lente", "2026-03-29T03:15:00+02:00"),
    at("winter", "2026-03-29T01:45:00+01:00"),
  ])
  expect((await shownAppointments(portal, "ria")).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ["2026-03-29T00:45:00.000Z", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29T01:15:00.000Z", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25T00:30:00.000Z", "2026-10-25T00:45:00.000Z"],
    ["2026-10-25T01:30:00.000Z", "2026-10-25T01:45:00.000Z"],
  ])
})

test("a time without an offset or that does not exist is refused, not guessed", async () => {
  await importList(portal, [
    fhirPatient("ria"),
    fhirAppointment("a1", ["ria"], { start: "2026-12-01T10:00:00" }),
    fhirAppointment("a2", ["ria"], { start: "2026-02-30T10:00:00Z" }),
    fhirAppointment("a3", ["ria"], { start: undefined }),
    fhirAppointment("a4", ["ria"], { start: "2026-12-01" }),
    fhirAppointment("a5", ["ria"], { status: undefined }),
  ])
  expect((await openQuarantine(portal)).map(({ id, code }) => [id, code])).toEqual([
    ["a1", "time-no-offset"],
    ["a2", "date-invalid"],
    ["a3", "date-invalid"],
    ["a4", "date-invalid"],
    ["a5", "status-missing"],
  ])
})

test("a cancelled appointment is marked, one without a time has no place in an agenda", async () => {
  await importList(portal, [
    fhirPatient("ria"),
    fhirAppointment("a1", ["ria"], { status: "cancelled" }),
    fhirAppointment("a2", ["ria"], { status: "cancelled", start: undefined, end: undefined }),
  ])
  expect((await shownAppointments(portal, "ria")).map(({ status }) => status)).toEqual(["cancelled"])
  expect(await resourceRow(portal, "Appointment", "a2")).toMatchObject({ hidden_reason: "no-time" })
})

test("a description is said once, and whole when it is too long to be the title", async () => {
  const long = `${"Wij bespreken hoe het gaat. ".repeat(20)}Einde`
  await importList(portal, [
    fhirPatient("ria"),
    fhirAppointment("a1", ["ria"], { serviceType: undefined, description: "Kapper" }),
    fhirAppointment("a2", ["ria"], { serviceType: undefined, description: long }),
  ])
  const shown = (await shownAppointments(portal, "ria")).map(({ title, description }) => [title, description])
  expect(shown).toEqual(expect.arrayContaining([["Kapper", null]]))
  expect(shown.map(([, description]) => description)).toContain(long)
})

test("a joyful activity is no appointment", async () => {
  const codes = "https://ecd.voorbeeld.example/codes/portaal"
  const report = await importList(portal, [
    fhirPatient("ria"),
    fhirAppointment("a1", ["ria"], {
      serviceCategory: [{ coding: [{ system: codes, code: "leefplezier" }] }],
    }),
  ])
  expect(report.counts).toMatchObject({ created: 2, storedOnly: 0 })
  expect(await shownAppointments(portal, "ria")).toEqual([])
})
