// Administrators: who may decide about whose account, and that one of them always stays.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { inviteMember } from "../../server/admin/members.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  acceptLink,
  mailedStaffLink,
  staffLogin,
  staffOf,
  tokenOf,
  type StaffPerson,
} from "../support/staff.ts"

const operator = { kind: "operator", id: "test" } as const
let portal: Portal
let sanne: StaffPerson

beforeAll(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["administrator"])
})
beforeEach(async () => {
  // Each story has an app with a code that nobody used yet, and no misses of the story before.
  portal.clock.advance({ minutes: 2 })
  await portal.db("rate_counters").delete()
})
afterAll(() => portal.close())

const invite = (name: string, roles: StaffPerson["id"][] = ["accessDesk"]) =>
  inviteMember(portal.deps, { name, email: `${name}@delinde.example`, roles: roles as never }, operator)

describe("administrators", () => {
  const act = (who: StaffPerson, id: string, what: string, body: object = {}) =>
    who.visitor.post(`/api/staff/members/${id}/${what}`, body)

  let tom: StaffPerson
  beforeEach(async () => {
    await staffLogin(portal, sanne, sanne.visitor)
    if (tom) await staffLogin(portal, tom, tom.visitor)
    else tom = await staffOf(portal, "Tom", ["administrator"])
    portal.clock.advance({ seconds: 30 })
  })

  test("invite a colleague by mail; an address that is known is refused; the link is not shown to them", async () => {
    const body = { name: "Femke Bos", email: "femke@delinde.example", roles: ["accessDesk"] }
    const answer = await sanne.visitor.post("/api/staff/members", body)
    expect(answer.status).toBe(200)
    const link = await mailedStaffLink(portal, body.email)
    expect(answer.text).not.toContain(tokenOf(link))
    expect(
      (await sanne.visitor.post("/api/staff/members", { ...body, email: "Femke@DeLinde.example" })).body.code,
    ).toBe("staff-known")
    expect((await sanne.visitor.post("/api/staff/members", { ...body, email: "geen adres" })).body.code).toBe(
      "email-invalid",
    )
    expect((await sanne.visitor.post("/api/staff/members", { ...body, roles: [] })).status).toBe(422)
    const femke = answer.body.members.find((one: { email: string }) => one.email === body.email)
    expect(femke).toMatchObject({ state: "invited", linkExpiresAt: expect.any(String), isSelf: false })
    expect((await act(sanne, femke.id, "invite")).status).toBe(200)
    expect((await portal.visitor().post("/api/staff/invitation/open", { token: tokenOf(link) })).status).toBe(
      410,
    )
    await acceptLink(portal, portal.visitor(), await mailedStaffLink(portal, body.email))
    expect((await act(sanne, femke.id, "invite")).body.code).toBe("staff-state")
  })

  test("a lost telephone: a second administrator resets; password, app and sessions are gone", async () => {
    const gijs = await staffOf(portal, "Gijs", ["accessDesk"])
    expect((await act(sanne, gijs.id, "reset")).status).toBe(200)
    expect((await gijs.visitor.get("/api/staff/me")).status).toBe(401)
    expect((await staffLogin(portal, gijs)).body.code).toBe("credentials-wrong")
    const secret = await acceptLink(portal, gijs.visitor, await mailedStaffLink(portal, gijs.email))
    expect(secret).not.toBe(gijs.secret)
    portal.clock.advance({ seconds: 30 })
    expect((await staffLogin(portal, { ...gijs, secret })).status).toBe(204)
  })

  test("nobody decides about their own account", async () => {
    for (const what of ["reset", "end", "invite"])
      expect((await act(sanne, sanne.id, what)).body.code, what).toBe("not-oneself")
    const roles = { roles: ["administrator", "accessDesk"], seen: ["administrator"] }
    expect((await act(sanne, sanne.id, "roles", roles)).body.code).toBe("not-oneself")
  })

  test("roles: at work from the next request; what somebody else changed meanwhile is not undone unseen", async () => {
    const hanna = await staffOf(portal, "Hanna", ["accessDesk"])
    expect((await hanna.visitor.get("/api/staff/members")).body.code).toBe("not-allowed")
    const grow = { roles: ["accessDesk", "administrator"], seen: ["accessDesk"] }
    expect((await act(sanne, hanna.id, "roles", grow)).status).toBe(200)
    expect((await hanna.visitor.get("/api/staff/members")).status).toBe(200)
    expect((await act(tom, hanna.id, "roles", { roles: ["auditor"], seen: ["accessDesk"] })).body.code).toBe(
      "changed-meanwhile",
    )
    const shrink = { roles: ["auditor"], seen: ["administrator", "accessDesk"] }
    expect((await act(tom, hanna.id, "roles", shrink)).status).toBe(200)
    expect((await hanna.visitor.get("/api/staff/members")).body.code).toBe("not-allowed")
  })

  test("who leaves is out at once, and may be invited again", async () => {
    const ivo = await staffOf(portal, "Ivo", ["accessDesk"])
    expect((await act(sanne, ivo.id, "end")).status).toBe(200)
    expect((await ivo.visitor.get("/api/staff/me")).status).toBe(401)
    expect((await staffLogin(portal, ivo)).body.code).toBe("credentials-wrong")
    expect((await act(sanne, ivo.id, "end")).body.code).toBe("not-found")
    await expect(invite("ivo")).resolves.toBeTruthy()
  })

  test("two administrators who remove each other at once: one stays", async () => {
    const answers = await Promise.all([act(sanne, tom.id, "end"), act(tom, sanne.id, "end")])
    const left = await portal
      .db("staff_members")
      .where({ state: "active" })
      .where("roles", "like", "%administrator%")
    expect(left).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const last = (left[0] as { id: string }).id
    const { endMember, resetMember, changeRoles } = await import("../../server/admin/members.ts")
    for (const deed of [
      () => endMember(portal.deps, last, operator),
      () => resetMember(portal.deps, last, operator),
      () => changeRoles(portal.deps, last, { roles: ["auditor"], seen: ["administrator"] }, operator),
    ])
      await expect(deed()).rejects.toThrow("last-administrator")
  })
})
