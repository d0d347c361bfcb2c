// Every route of the product, from the application's own list: what it answers without a session, with somebody else's,
// and what it leaves in the log. A new route without an entry here fails.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { routersOf } from "../../server/app.ts"
import {
  appointment,
  carePlan,
  document,
  goal,
  importAll,
  logIn,
  patient,
  pdf,
  readerOf,
  relative,
  report,
} from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

/** public: for everyone · step: has its own cookie, tested with its feature · session · record: one patient's. */
const expected: Record<string, "public" | "step" | "session" | "record"> = {
  "GET /api/health": "public",
  "GET /api/organisation": "public",
  "GET /api/legal-texts/:kind": "public",
  "GET /api/glossary": "public",
  "GET /api/legal-texts/:kind/:version": "public",
  "GET /postvak": "public",
  "GET /postvak.json": "public",
  "GET /postvak.css": "public",
  "GET /postvak/:id": "public",
  "POST /api/registration": "step",
  "GET /api/registration": "step",
  "POST /api/registration/resend": "step",
  "POST /api/registration/link": "step",
  "POST /api/registration/confirm": "step",
  "POST /api/invitation/link": "step",
  "POST /api/invitation/accept": "step",
  "GET /api/login": "step",
  "POST /api/login": "step",
  "POST /api/login/confirm": "step",
  "POST /api/login/resend": "step",
  "POST /api/login/code": "step",
  "POST /api/login/cancel": "step",
  "POST /api/login/bsn": "session",
  // Leaving is never refused: a session that is over already answers the same.
  "POST /api/logout": "step",
  "POST /api/logout/device": "step",
  "POST /api/session/lock": "session",
  "POST /api/session/unlock": "session",
  "POST /api/session/alive": "session",
  "POST /api/forgotten": "step",
  "GET /api/forgotten": "step",
  "POST /api/forgotten/link": "step",
  "POST /api/forgotten/confirm": "step",
  "POST /api/forgotten/resend": "step",
  "POST /api/forgotten/code": "step",
  "POST /api/forgotten/password": "step",
  "POST /api/lost-phone/stop/link": "step",
  "POST /api/lost-phone/stop": "step",
  "GET /api/lost-phone": "step",
  "POST /api/lost-phone/link": "step",
  "POST /api/lost-phone/confirm": "step",
  "POST /api/lost-phone/resend": "step",
  "POST /api/lost-phone/code": "step",
  "POST /api/account/password": "session",
  "POST /api/account/close/password": "session",
  "POST /api/account/close": "session",
  "GET /api/me": "session",
  "GET /api/account/copy": "session",
  "GET /api/account/number": "session",
  "POST /api/account/number": "session",
  "POST /api/account/number/resend": "session",
  "POST /api/account/number/code": "session",
  "POST /api/account/number/cancel": "session",
  "GET /api/account/email": "session",
  "POST /api/account/email": "session",
  "POST /api/account/email/resend": "session",
  "POST /api/account/email/code": "session",
  "POST /api/account/email/cancel": "session",
  "POST /api/new-email/link": "step",
  "POST /api/new-email": "step",
  "POST /api/undo/link": "step",
  "POST /api/undo": "step",
  "GET /api/terms": "session",
  "POST /api/terms": "session",
  "POST /api/announcements/read": "session",
  "GET /api/account/news": "session",
  "POST /api/account/news": "session",
  "GET /api/account/devices": "session",
  "POST /api/account/devices/end": "session",
  "POST /api/account/devices/end-others": "session",
  "GET /api/display": "session",
  "POST /api/display": "session",
  "POST /api/vault": "session",
  "POST /api/glossary/unknown": "session",
  // Asked without a session: the ticket, and the id that only the device knows.
  "POST /api/vault/check": "step",
  "POST /api/vault/wiped": "step",
  "GET /api/patients/:patientId/overview": "record",
  "GET /api/patients/:patientId/reports": "record",
  "POST /api/patients/:patientId/reports/search": "record",
  "GET /api/patients/:patientId/reports/:reportId": "record",
  "GET /api/patients/:patientId/reports/:reportId/documents/:documentId": "record",
  "GET /api/patients/:patientId/agenda": "record",
  "GET /api/patients/:patientId/agenda/:appointmentId/calendar-file": "record",
  "GET /api/patients/:patientId/care-plan": "record",
  "GET /api/patients/:patientId/care-plan/:planId": "record",
  "GET /api/patients/:patientId/portrait": "record",
  "GET /api/patients/:patientId/life-story": "record",
  "GET /api/patients/:patientId/viewings": "record",
  "GET /api/patients/:patientId/readers": "record",
}

let portal: Portal
let routes: string[]
let stranger: Visitor
let owner: Visitor
let locked: Visitor
let ofDocument: { report: string; document: string }
let ids: { mother: string; report: string; plan: string; appointment: string }

beforeAll(async () => {
  // So many routes that a fast machine asks more in a second than a stranger may.
  portal = await startPortal({
    settings: { houseAddresses: ["127.0.0.1", "::1"], reportDocuments: true, agendaCopies: true },
  })
  routes = routersOf(portal.deps)
    .flatMap((router) =>
      router.stack.flatMap((layer) =>
        layer.methods
          .filter((method) => method !== "HEAD")
          .map((method) => `${method} ${String(layer.path)}`),
      ),
    )
    // staff-permissions.test.ts walks those.
    .filter((route) => !route.includes(" /api/staff/"))
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("other", "999900031"),
    relative("son", "mother", "999900110"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
    document("d1", "mother", [pdf]),
    appointment("a1", "mother", "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00"),
    goal("g1", "mother", "Elke dag lopen"),
    carePlan("p1", "mother", ["g1"], ["Samen met de rollator"]),
  ])
  const kept = (await portal.db("report_documents").first("id", "report_id")) as Record<string, string>
  ids = {
    mother: id("Patient/mother"),
    report: id("Composition/r1"),
    plan: id("CarePlan/p1"),
    appointment: id("Appointment/a1"),
  }
  ofDocument = { report: kept["report_id"] ?? "", document: kept["id"] ?? "" }
  const son = {
    patientId: ids.mother,
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
  } as const
  const other = { patientId: id("Patient/other"), person: "self", slot: 1, role: "patient" } as const
  const { email } = await readerOf(portal, { ...son, bsn: "999900110", name: "son" })
  owner = await logIn(portal, email)
  locked = await logIn(portal, email)
  await locked.post("/api/session/lock")
  stranger = await logIn(
    portal,
    (await readerOf(portal, { ...other, bsn: "999900031", name: "other" })).email,
  )
})
afterAll(() => portal.close())

const addressOf = (route: string) =>
  (route.split(" ")[1] ?? "")
    .replace(":patientId", ids.mother)
    .replace(":reportId", route.includes(":documentId") ? ofDocument.report : ids.report)
    .replace(":documentId", ofDocument.document)
    .replace(":appointmentId", ids.appointment)
    .replace(":planId", ids.plan) + (route.endsWith("/agenda") ? "?from=2026-11-23" : "")

const routesOf = (kind: (typeof expected)[string]) =>
  Object.entries(expected)
    .filter(([, value]) => value === kind)
    .map(([route]) => route)

const bodies: Record<string, object> = {
  "POST /api/patients/:patientId/reports/search": { words: "geslapen" },
}

const send = (visitor: Visitor, route: string) =>
  route.startsWith("GET ") ? visitor.get(addressOf(route)) : visitor.post(addressOf(route), bodies[route])

test("the list in this test is the list of the application", () => {
  expect([...routes].sort()).toEqual(Object.keys(expected).sort())
})

describe.each([...routesOf("session"), ...routesOf("record")])("%s", (route) => {
  test("without a session: 401", async () => {
    const answer = await send(portal.visitor(), route)
    expect([answer.status, answer.body.code]).toEqual([401, "session-required"])
  })

  test("with a made-up session: 401", async () => {
    const visitor = portal.visitor()
    visitor.cookies.set("portal-session", "A".repeat(43))
    expect((await send(visitor, route)).status).toBe(401)
  })

  test("on the lock: 423, but for locking and unlocking", async () => {
    const answer = await send(locked, route)
    if (route === "POST /api/session/lock") expect(answer.status).toBe(204)
    else if (route === "POST /api/session/unlock") expect(answer.status).toBe(422)
    else expect([answer.status, answer.body.code]).toEqual([423, "session-locked"])
  })
})

describe.each(routesOf("record"))("%s", (route) => {
  const rows = async () =>
    (await portal.db("audit_events").where({ event: "record.read", patient_id: ids.mother })) as {
      outcome: string
    }[]

  test("with another account's session: 404, and the refusal is in the log", async () => {
    const before = (await rows()).filter((row) => row.outcome === "refused").length
    const answer = await send(stranger, route)
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"])
    expect((await rows()).filter((row) => row.outcome === "refused")).toHaveLength(before + 1)
  })

  test("with the right session: 200, one row in the log, nothing stored by the browser", async () => {
    const before = (await rows()).filter((row) => row.outcome === "done").length
    const answer = await send(owner, route)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("cache-control")).toBe("no-store")
    expect((await rows()).filter((row) => row.outcome === "done")).toHaveLength(before + 1)
  })
})

test("a pre-login cookie opens nothing", async () => {
  const visitor = portal.visitor()
  await visitor.post("/api/login", { email: "son@voorbeeld.example", password: "Fluitketel-7-ladders" })
  const prelogin = visitor.cookies.get("portal-prelogin")
  expect(prelogin).toBeTruthy()
  visitor.cookies.set("portal-session", prelogin ?? "")
  for (const route of [...routesOf("session"), ...routesOf("record")])
    expect((await send(visitor, route)).status, route).toBe(401)
})
