import { expect, test } from "vitest"
import type { DeskPatient } from "#contract/desk"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal } from "../support/portal.ts"
import { staffOf } from "../support/staff.ts"

test("a record stays open through day 30 after departure and is closed the minute after", async () => {
  const portal = await startPortal({ now: "2026-11-22T22:50:00.000Z" })
  const id = await importAll(portal, [
    ...patient("aunt", "999900018", { endedOn: "2026-10-23" }),
    relative("niece", "aunt", "999900110"),
  ])
  const aunt = id("Patient/aunt")
  const { email } = await readerOf(portal, {
    patientId: aunt,
    person: id("RelatedPerson/niece"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "niece",
  })
  const niece = await logIn(portal, email)
  const me = await niece.get("/api/me")
  expect(me.body.patients).toMatchObject([{ lastDay: "2026-11-22", endReason: "departed" }])

  portal.clock.set("2026-11-22T22:59:59.000Z")
  expect((await niece.get(`/api/patients/${aunt}/agenda?from=2026-11-16`)).status).toBe(200)
  portal.clock.set("2026-11-22T23:00:00.000Z")
  expect((await niece.get(`/api/patients/${aunt}/agenda?from=2026-11-16`)).status).toBe(404)
  expect((await niece.get("/api/me")).body.patients).toEqual([])
  await portal.close()
})

test("a patient without any stay opens for nobody", async () => {
  const portal = await startPortal()
  const id = await importAll(portal, patient("nobody", "999900018", { noStay: true }))
  const patientId = id("Patient/nobody")
  const { email } = await readerOf(portal, {
    patientId,
    person: "self",
    slot: 1,
    role: "patient",
    bsn: "999900018",
    name: "nobody",
  })
  const visitor = await logIn(portal, email)
  expect((await visitor.get(`/api/patients/${patientId}/overview`)).status).toBe(404)
  await portal.close()
})

test("a relative whom the ECD knows for money only from now on reads nothing, and the desk sees why", async () => {
  const portal = await startPortal()
  const desk = await staffOf(portal, "Sanne", ["accessDesk"])
  const id = await importAll(portal, [
    ...patient("aunt", "999900018"),
    relative("niece", "aunt", "999900110"),
  ])
  const aunt = id("Patient/aunt")
  const person = { person: id("RelatedPerson/niece"), bsn: "999900110", name: "niece" }
  const { email } = await readerOf(portal, { patientId: aunt, slot: 2, role: "contactPerson", ...person })
  const niece = await logIn(portal, email)
  const reads = async () => (await niece.get(`/api/patients/${aunt}/overview`)).status
  const state = async () =>
    ((await desk.visitor.get(`/api/staff/patients/${aunt}`)).body as DeskPatient).slots[1]?.holder?.state
  expect([await reads(), await state()]).toEqual([200, "active"])
  await importAll(portal, [relative("niece", "aunt", "999900110", "14")])
  expect([await reads(), await state()]).toEqual([404, "closed"])
  expect((await niece.get("/api/me")).body.patients).toEqual([])
  await importAll(portal, [relative("niece", "aunt", "999900110", "01")])
  expect([await reads(), await state()]).toEqual([200, "active"])
  await portal.close()
})
