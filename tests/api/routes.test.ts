// The matrix: every route of the product, from the application's own list × everyone who could ask it. What each gets, and
// what it leaves in the log. A new route without an entry here fails; staff's own routes are in staff-permissions.test.ts.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { psychogeriatricSections, type Role, type Section } from "#contract/access"
import { password } from "../support/family.ts"
import {
  ask,
  openMatrix,
  outsiders,
  readerRoles,
  relationNames,
  relations,
  routesOf,
  type Matrix,
  type Relation,
} from "../support/route-matrix.ts"

/**
 * public: for everyone · step: has its own cookie, tested with its feature · session: whoever reads ·
 * record: one client's, of a section; "overview" asks only for a grant · deed: about one client's record, not a reading.
 */
type Kind = "public" | "step" | "session" | "deed" | `record of ${Section | "overview"}`

const expected: Record<string, Kind> = {
  "GET /api/health": "public",
  "GET /api/organisation": "public",
  "GET /api/organisation/logo/:logoId": "public",
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
  "GET /api/session/rights": "session",
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
  "POST /api/patients/:patientId/wrong-record": "deed",
  // Asked without a session: the ticket, and the id that only the device knows.
  "POST /api/vault/check": "step",
  "POST /api/vault/wiped": "step",
  "GET /api/patients/:patientId/overview": "record of overview",
  "GET /api/patients/:patientId/reports": "record of reports",
  "POST /api/patients/:patientId/reports/search": "record of reports",
  "GET /api/patients/:patientId/reports/:reportId": "record of reports",
  "GET /api/patients/:patientId/reports/:reportId/documents/:documentId": "record of reports",
  "GET /api/patients/:patientId/agenda": "record of agenda",
  "GET /api/patients/:patientId/agenda/:appointmentId/calendar-file": "record of agenda",
  "GET /api/patients/:patientId/care-plan": "record of carePlan",
  "GET /api/patients/:patientId/care-plan/:planId": "record of carePlan",
  "GET /api/patients/:patientId/portrait": "record of portrait",
  "GET /api/patients/:patientId/life-story": "record of lifeStory",
  "GET /api/patients/:patientId/joy-activities": "record of joyActivities",
  "GET /api/patients/:patientId/portrait/pictures/:pictureId": "record of portrait",
  "GET /api/patients/:patientId/life-story/pictures/:pictureId": "record of lifeStory",
  "GET /api/patients/:patientId/viewings": "record of overview",
  "GET /api/patients/:patientId/readers": "record of overview",
}

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
}, 60_000)
afterAll(() => matrix.close())

const routes = Object.entries(expected).map(([route, kind]) => ({ route, kind }))
const records = routes.flatMap(({ route, kind }) =>
  kind.startsWith("record of ") ? [{ route, section: kind.slice(10) as Section | "overview" }] : [],
)
const sessions = routes.filter(({ kind }) => kind === "session")
const deeds = routes.filter(({ kind }) => kind === "deed")

const bodies: Record<string, object> = {
  "POST /api/patients/:patientId/reports/search": { words: "geslapen" },
}
const queries: Record<string, string> = { agenda: "?from=2026-11-23", "joy-activities": "?month=2026-11" }
const query = (route: string) => `${route}${queries[route.split("/").at(-1) ?? ""] ?? ""}`

test("the list in this test is the list of the application", () => {
  expect(routesOf(matrix.portal, false)).toEqual(Object.keys(expected).sort())
})

const cells = records.flatMap(({ route, section }) =>
  readerRoles.flatMap((role) => relationNames.map((relation) => ({ route, section, role, relation }))),
)

/** @returns why the door stays shut; null: it opens. */
function refusalOf(section: Section | "overview", relation: Relation): string | null {
  if (section === "overview" && relation === "wrong section") return null
  const isElsewhere = relation === "own, elsewhere"
  if (isElsewhere && section !== "overview" && psychogeriatricSections.includes(section)) return "section"
  return relations[relation]
}

describe("a record", () => {
  test.each(cells)("$route · $role · $relation", async ({ route, section, role, relation }) => {
    if (section !== "overview") await matrix.takeAway(section)
    const { patientId, items } = matrix.household(role, relation)
    const answer = await askRecord(role, relation, route, patientId, items)
    const refusal = refusalOf(section, relation)
    expect([answer.status, answer.body?.code], answer.text).toEqual(
      refusal ? [404, "not-found"] : [200, undefined],
    )
    expect(answer.headers.get("cache-control")).toBe("no-store")
    expect(answer.rows).toEqual([{ outcome: refusal ? "refused" : "done", reason: refusal }])
  })

  const withItem = records.flatMap(({ route }) =>
    /:patientId\/.*:/.test(route) ? readerRoles.map((role) => ({ route, role })) : [],
  )
  test.each(withItem)("$route · $role · own record, another's item", async ({ route, role }) => {
    const { patientId } = matrix.household(role, "own")
    const answer = await askRecord(role, "own", route, patientId, matrix.household(role, "other").items)
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"])
    expect(answer.rows).toEqual([{ outcome: "refused", reason: "no-such-item" }])
  })
})

/** @returns the answer, and the rows that it left in the log of that record. */
async function askRecord(
  ...[role, relation, route, patientId, items]: [Role, Relation, string, string, Record<string, string>]
) {
  const rows = () =>
    matrix.portal.db("audit_events").where({ event: "record.read", patient_id: patientId }) as Promise<
      { id: string; outcome: string; reason: string | null }[]
    >
  const before = new Set((await rows()).map(({ id }) => id))
  const { letterId = "", reportId = "", portraitPictureId = "", lifePictureId = "" } = items
  const ids = {
    ...items,
    patientId,
    reportId: route.includes(":documentId") ? letterId : reportId,
    pictureId: route.includes("/portrait/") ? portraitPictureId : lifePictureId,
  }
  const answer = await ask(matrix.reader(role, relation), query(route), ids, bodies[route])
  const added = (await rows()).filter(({ id }) => !before.has(id))
  return { ...answer, rows: added.map(({ outcome, reason }) => ({ outcome, reason })) }
}

describe("a deed about a record", () => {
  const deedCells = deeds.flatMap(({ route }) =>
    readerRoles.flatMap((role) => relationNames.map((relation) => ({ route, role, relation }))),
  )
  test.each(deedCells)("$route · $role · $relation", async ({ route, role, relation }) => {
    const { patientId } = matrix.household(role, relation)
    const before = await matrix.portal.db("grants").where({ patient_id: patientId })
    const answer = await ask(matrix.reader(role, relation), route, { patientId })
    // Said again by who said it before, it is still so.
    const isTheirs = [null, "section", "locked"].includes(relations[relation])
    expect([answer.status, answer.body?.code]).toEqual(isTheirs ? [204, undefined] : [404, "not-found"])
    const grants = () => matrix.portal.db("grants").where({ patient_id: patientId })
    if (!isTheirs || relation === "locked") expect(await grants()).toEqual(before)
    else await grants().update({ locked_at: null })
  })
})

const outside = [...sessions, ...deeds, ...records].flatMap(({ route }) =>
  Object.entries(outsiders).map(([who, status]) => ({ route, who, status })),
)
describe("without a session that is open", () => {
  test.each(outside)("$route · $who", async ({ route, who, status }) => {
    const { patientId, items } = matrix.household("patient", "own")
    const answer = await ask(matrix.outsider(who), query(route), { ...items, patientId }, bodies[route])
    if (status === 423 && route === "POST /api/session/lock") expect(answer.status).toBe(204)
    else if (status === 423 && route === "POST /api/session/unlock") expect(answer.status).toBe(422)
    else {
      const code = status === 423 ? "session-locked" : "session-required"
      expect([answer.status, answer.body.code]).toEqual([status, code])
    }
  })
})

describe("with a session, whatever became of the record", () => {
  const readers = sessions.flatMap(({ route }) =>
    readerRoles.flatMap((role) => (["own", "ended"] as const).map((relation) => ({ route, role, relation }))),
  )
  test.each(readers)("$route · $role · $relation", async ({ route, role, relation }) => {
    const visitor = matrix.reader(role, relation)
    const answer = await ask(visitor, route)
    expect(answer.status).not.toBe(500)
    expect(["session-required", "session-locked", "not-found", "not-allowed"]).not.toContain(
      answer.body?.code,
    )
    if (route === "POST /api/session/lock")
      expect((await visitor.post("/api/session/unlock", { password })).status).toBe(204)
  })
})

describe("for everyone, and the steps before a session", () => {
  const open = routes.filter(({ route, kind }) => kind === "public" || (kind === "step" && !leaves(route)))
  test.each(open)("$route answers a reader and staff as it answers a stranger", async ({ route, kind }) => {
    const ids = { kind: "privacyStatement", version: "2026-1" }
    const stranger = await ask(matrix.portal.visitor(), route, ids)
    if (kind === "public") expect([401, 403, 423]).not.toContain(stranger.status)
    const others = [matrix.reader("contactPerson", "own").copy(), matrix.outsider("administrator").copy()]
    for (const visitor of others) {
      const answer = await ask(visitor, route, ids)
      expect([answer.status, answer.body?.code]).toEqual([stranger.status, stranger.body?.code])
    }
  })
})
/** What ends the session that asks. */
const leaves = (route: string) => route.startsWith("POST /api/logout")
