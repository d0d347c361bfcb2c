// What a page that nobody touches may ask by itself: what its reader may read now. Nobody is there because of it.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { endGrant } from "../../server/access/end-grants.ts"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
let portal: Portal
let reader: Visitor
let mother: string
let grantId: string
beforeEach(async () => {
  portal = await startPortal()
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110"),
  ])
  mother = id("Patient/mother")
  const son = await readerOf(portal, {
    patientId: mother,
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
    sections: ["agenda", "reports"],
  })
  grantId = son.grantId
  reader = await logIn(portal, son.email)
})
afterEach(() => portal.close())

const rights = () => reader.get("/api/session/rights")
const logged = async () => Number((await portal.db("audit_events").count({ n: "*" }).first())?.n)

describe("the rights of now", () => {
  test("are told without a name and without a row in the log, and are less at once when access ends", async () => {
    const before = await logged()
    const answer = await rights()
    expect(answer.status).toBe(200)
    expect(answer.body.patients).toHaveLength(1)
    expect(answer.body.patients[0].id).toBe(mother)
    expect([...answer.body.patients[0].sections].sort()).toEqual(["agenda", "reports"])
    expect(Object.keys(answer.body.patients[0]).sort()).toEqual(["id", "sections"])
    expect(await logged()).toBe(before)
    await endGrant(portal.deps, grantId, "schriftelijk verzoek", operator)
    expect((await rights()).body).toEqual({ patients: [] })
  })

  test("asking keeps no session alive: the lock falls as if nobody had asked", async () => {
    for (let minutes = 0; minutes < 14; minutes += 1) {
      portal.clock.advance({ minutes: 1 })
      expect((await rights()).status).toBe(200)
    }
    portal.clock.advance({ minutes: 1 })
    expect((await rights()).body.code).toBe("session-locked")
  })

  test("are for who is logged in", async () => {
    expect((await portal.visitor().get("/api/session/rights")).status).toBe(401)
    await reader.post("/api/session/lock")
    expect((await rights()).status).toBe(423)
  })
})
