import { expect, test } from "vitest"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal } from "../support/portal.ts"

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
