// Who may do what at /beheer: every staff route of the application's own list × every role, and every wrong cookie. A new
// route without an entry here fails.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { permissions, staffRoles, type StaffRole } from "#contract/staff"
import { permissionsOf, rolesByPermission } from "../../server/admin/permissions.ts"
import { routersOf } from "../../server/app.ts"
import { importAll, logIn, patient, readerOf } from "../support/family.ts"
import { behindProxy } from "../support/sign-in.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Visitor } from "../support/visitor.ts"

/** Written apart from the product's table: both must say the same. "door": a way in or out, tested with its feature. */
const expected: Record<string, readonly StaffRole[] | "door"> = {
  "POST /api/staff/login": "door",
  "POST /api/staff/logout": "door",
  "POST /api/staff/invitation": "door",
  "POST /api/staff/invitation/open": "door",
  "GET /api/staff/me": staffRoles,
  "POST /api/staff/alive": staffRoles,
  "POST /api/staff/password": staffRoles,
  "POST /api/staff/patients/find": ["accessDesk"],
  "GET /api/staff/patients/:patientId": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/sections": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/end": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/invite": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/cancel-invitation": ["accessDesk"],
  "POST /api/staff/patients/:patientId/slots": ["accessDesk"],
  "POST /api/staff/patients/:patientId/capacity": ["accessDesk"],
  "POST /api/staff/patients/:patientId/grants/:grantId/lost-phone": ["accessDesk"],
  "GET /api/staff/tasks": ["accessDesk"],
  "GET /api/staff/tasks/count": ["accessDesk"],
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
const nobody = "00000000-0000-4000-8000-000000000000"

let portal: Portal
let reader: Visitor
let from: (address: string) => Record<string, string>
let addresses = 0
const staff = new Map<StaffRole, StaffPerson>()

beforeAll(async () => {
  portal = await startPortal()
  from = behindProxy(portal)
  for (const role of staffRoles) staff.set(role, await staffOf(portal, role, [role]))
  const id = await importAll(portal, patient("henk", "999900031"))
  const self = { patientId: id("Patient/henk"), person: "self", slot: 1, role: "patient" } as const
  reader = await logIn(portal, (await readerOf(portal, { ...self, bsn: "999900031", name: "henk" })).email)
})
afterAll(() => portal.close())

/** Each request from another address, so that no flood is counted. */
function send(visitor: Visitor, route: string) {
  const [method, path = ""] = route.split(" ")
  const address = path.replace(/:\w+/g, nobody)
  addresses += 1
  const headers = from(`192.0.2.${addresses % 250}`)
  return method === "GET" ? visitor.get(address, headers) : visitor.post(address, {}, headers)
}

const routesOf = (isStaffs: boolean) =>
  routersOf(portal.deps).flatMap((router) =>
    router.stack.flatMap((layer) =>
      layer.methods
        .filter((method) => method !== "HEAD" && String(layer.path).startsWith("/api/staff/") === isStaffs)
        .map((method) => `${method} ${String(layer.path)}`),
    ),
  )

test("the list in this test is the list of the application", () => {
  expect(routesOf(true).sort()).toEqual(Object.keys(expected).sort())
})

describe.each(guarded)("$route", ({ route, roles }) => {
  test.each(staffRoles)("%s", async (role) => {
    const { visitor, id } = staff.get(role) as StaffPerson
    const refusals = async () =>
      (await portal.db("audit_events").where({ event: "staff.refused", actor_id: id })).length
    const before = await refusals()
    const answer = await send(visitor, route)
    if (roles.includes(role)) {
      expect([401, 403], answer.text).not.toContain(answer.status)
      expect(await refusals()).toBe(before)
    } else {
      expect([answer.status, answer.body.code]).toEqual([403, "not-allowed"])
      expect(await refusals()).toBe(before + 1)
    }
    expect(answer.headers.get("cache-control")).toBe("no-store")
  })

  test("without a session, with a reader's, with a made-up one: 401", async () => {
    const impostor = portal.visitor()
    impostor.cookies.set("portal-staff", reader.cookies.get("portal-session") ?? "")
    const madeUp = portal.visitor()
    madeUp.cookies.set("portal-staff", "A".repeat(43))
    for (const visitor of [portal.visitor(), reader, impostor, madeUp])
      expect((await send(visitor, route)).status).toBe(401)
  })
})

test("a staff cookie opens nothing of a reader, under its own name or as a session", async () => {
  const { visitor } = staff.get("administrator") as StaffPerson
  const impostor = portal.visitor()
  impostor.cookies.set("portal-session", visitor.cookies.get("portal-staff") ?? "")
  const routes = routesOf(false).filter((route) =>
    /\/api\/(me|account|display|vault|patients|session)/.test(route),
  )
  expect(routes.length).toBeGreaterThan(10)
  for (const route of routes.filter((one) => !/vault\//.test(one)))
    for (const who of [visitor, impostor]) expect((await send(who, route)).status, route).toBe(401)
})

test("one browser may hold both sessions: each answers for itself, and ends alone", async () => {
  const { visitor } = staff.get("auditor") as StaffPerson
  const both = reader.copy()
  both.cookies.set("portal-staff", visitor.cookies.get("portal-staff") ?? "")
  expect((await send(both, "GET /api/me")).body.email).toBe("henk@voorbeeld.example")
  expect((await send(both, "GET /api/staff/me")).body.name).toBe("auditor")
  expect((await send(both, "POST /api/staff/logout")).status).toBe(204)
  expect((await send(both, "GET /api/staff/me")).status).toBe(401)
  expect((await send(both, "GET /api/me")).status).toBe(200)
})

test("every permission has a role, every name is in the table; several roles may what one of them may", () => {
  expect(Object.keys(rolesByPermission).sort()).toEqual([...permissions].sort())
  for (const [name, roles] of Object.entries(rolesByPermission)) expect(roles.length, name).toBeGreaterThan(0)
  expect(permissionsOf([])).toEqual([])
  const all = permissionsOf([...staffRoles])
  for (const role of staffRoles)
    expect(permissionsOf([role]).every((permission) => all.includes(permission))).toBe(true)
})
