// Who may do what at /beheer: the same matrix, every staff route of the application's own list × everyone who could ask it.
// A new route without an entry here fails.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { permissions, staffRoles, type StaffRole } from "#contract/staff"
import { permissionsOf, rolesByPermission } from "../../server/admin/permissions.ts"
import { ask, openMatrix, readerRoles, routesOf, type Matrix } from "../support/route-matrix.ts"
import type { StaffPerson } from "../support/staff.ts"

/** Written apart from the product's table: both must say the same. "door": a way in or out, tested with its feature. */
const expected: Record<string, readonly StaffRole[] | "door"> = {
  "POST /api/staff/login": "door",
  "POST /api/staff/logout": "door",
  "POST /api/staff/login/passkey": "door",
  "POST /api/staff/invitation/passkey": "door",
  "POST /api/staff/invitation": "door",
  "POST /api/staff/invitation/open": "door",
  "GET /api/staff/me": staffRoles,
  "POST /api/staff/alive": staffRoles,
  "POST /api/staff/password": staffRoles,
  "POST /api/staff/prove": staffRoles,
  "GET /api/staff/passkeys": staffRoles,
  "POST /api/staff/passkeys": staffRoles,
  "POST /api/staff/passkeys/options": staffRoles,
  "POST /api/staff/passkeys/:passkeyId/remove": staffRoles,
  "POST /api/staff/patients/find": ["accessDesk"],
  "GET /api/staff/patients/:patientId": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/sections": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/end": ["accessDesk"],
  "GET /api/staff/patients/:patientId/grants/:grantId/end-preview": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/unlock": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/invite": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/cancel-invitation": ["accessDesk"],
  "POST /api/staff/patients/:patientId/forms": ["accessDesk"],
  "POST /api/staff/patients/:patientId/forms/:formId/refuse": ["accessDesk"],
  "POST /api/staff/patients/:patientId/slots": ["accessDesk"],
  "POST /api/staff/patients/:patientId/capacity": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/lost-phone": ["accessDesk"],
  "GET /api/staff/tasks": ["accessDesk"],
  "GET /api/staff/tasks/count": ["accessDesk"],
  "GET /api/staff/tasks/:taskId/refused": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/pick": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/release": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/take-over": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/approve": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/cancel": ["accessDesk"],
  "POST /api/staff/tasks/:taskId/done": ["accessDesk"],
  "POST /api/staff/log": ["auditor"],
  "POST /api/staff/log/patients": ["auditor"],
  "POST /api/staff/log/people": ["auditor"],
  "POST /api/staff/log/export": ["auditor"],
  "GET /api/staff/usage": ["administrator", "technical"],
  "GET /api/staff/texts": ["administrator"],
  "POST /api/staff/texts/legal": ["administrator"],
  "POST /api/staff/texts/legal/withdraw": ["administrator"],
  "POST /api/staff/texts/announcements": ["administrator"],
  "POST /api/staff/texts/announcements/end": ["administrator"],
  "POST /api/staff/texts/glossary": ["administrator"],
  "POST /api/staff/texts/glossary/remove": ["administrator"],
  "POST /api/staff/texts/glossary/forget": ["administrator"],
  "GET /api/staff/organisation": ["administrator"],
  "POST /api/staff/organisation": ["administrator"],
  "POST /api/staff/organisation/logo": ["administrator"],
  "POST /api/staff/organisation/undo": ["administrator"],
  "GET /api/staff/members": ["administrator"],
  "POST /api/staff/members": ["administrator"],
  "POST /api/staff/members/:memberId/roles": ["administrator"],
  "POST /api/staff/members/:memberId/invite": ["administrator"],
  "POST /api/staff/members/:memberId/reset": ["administrator"],
  "POST /api/staff/members/:memberId/end": ["administrator"],
}

const guarded = Object.entries(expected).flatMap(([route, roles]) =>
  roles === "door" ? [] : [{ route, roles }],
)
const cells = guarded.flatMap(({ route, roles }) =>
  staffRoles.map((role) => ({ route, role, verdict: roles.includes(role) ? "may" : "may not" })),
)

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
}, 60_000)
afterAll(() => matrix.close())

const person = (role: StaffRole) => matrix.staff.get(role) as StaffPerson
const withStaffCookie = (token: string | undefined) => {
  const visitor = matrix.portal.visitor()
  visitor.cookies.set("portal-staff", token ?? "")
  return visitor
}

test("the list in this test is the list of the application", () => {
  expect(routesOf(matrix.portal, true)).toEqual(Object.keys(expected).sort())
})

test.each(cells)("$route · $role $verdict", async ({ route, role, verdict }) => {
  const { visitor, id } = person(role)
  const refusals = async () =>
    (await matrix.portal.db("audit_events").where({ event: "staff.refused", actor_id: id })).length
  const before = await refusals()
  const answer = await ask(visitor, route)
  if (verdict === "may") {
    expect([401, 403, 500], answer.text).not.toContain(answer.status)
    expect(await refusals()).toBe(before)
  } else {
    expect([answer.status, answer.body.code]).toEqual([403, "not-allowed"])
    expect(await refusals()).toBe(before + 1)
  }
  expect(answer.headers.get("cache-control")).toBe("no-store")
})

describe.each(guarded)("$route", ({ route }) => {
  test("without a session, with a made-up one, with any reader's: 401", async () => {
    const readers = readerRoles.map((role) => matrix.reader(role, "own"))
    const impostors = readers.map((visitor) => withStaffCookie(visitor.cookies.get("portal-session")))
    const strangers = [matrix.portal.visitor(), withStaffCookie("A".repeat(43))]
    for (const visitor of [...strangers, ...readers, ...impostors])
      expect((await ask(visitor, route)).status).toBe(401)
  })
})

test("one browser may hold both sessions: each answers for itself, and ends alone", async () => {
  const both = matrix.reader("patient", "own").copy()
  both.cookies.set("portal-staff", person("auditor").visitor.cookies.get("portal-staff") ?? "")
  expect((await ask(both, "GET /api/me")).body.email).toBe("own-zelf-patient@voorbeeld.example")
  expect((await ask(both, "GET /api/staff/me")).body.name).toBe("auditor")
  expect((await ask(both, "POST /api/staff/logout")).status).toBe(204)
  expect((await ask(both, "GET /api/staff/me")).status).toBe(401)
  expect((await ask(both, "GET /api/me")).status).toBe(200)
})

test("every permission has a role, every name is in the table; several roles may what one of them may", () => {
  expect(Object.keys(rolesByPermission).sort()).toEqual([...permissions].sort())
  for (const [name, roles] of Object.entries(rolesByPermission)) expect(roles.length, name).toBeGreaterThan(0)
  expect(permissionsOf([])).toEqual([])
  const all = permissionsOf([...staffRoles])
  for (const role of staffRoles)
    expect(permissionsOf([role]).every((permission) => all.includes(permission))).toBe(true)
})
