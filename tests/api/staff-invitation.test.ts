// The link with which staff come in for the first time.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { inviteMember } from "../../server/admin/members.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  acceptLink,
  appCode,
  mailedStaffLink,
  staffOf,
  staffPassword,
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

describe("an invitation", () => {
  test("opens to a name and a secret, changes nothing, and makes an account once, with a session", async () => {
    const { link } = await invite("bob")
    expect(link).toBe(await mailedStaffLink(portal, "bob@delinde.example"))
    const visitor = portal.visitor()
    const token = tokenOf(link)
    const opened = await visitor.post("/api/staff/invitation/open", { token })
    expect(opened.body).toMatchObject({ name: "bob", passwordRule: { minimum: 12, capital: true } })
    expect(opened.body.uri).toMatch(/^otpauth:\/\/totp\/.*issuer=Beheer/)
    expect(opened.body.picture.length).toBeGreaterThan(20)
    expect((await visitor.post("/api/staff/invitation/open", { token })).body.secret).toBe(opened.body.secret)
    expect((await visitor.get("/api/staff/me")).status).toBe(401)

    const code = appCode(portal, opened.body.secret)
    const accept = (body: object) =>
      visitor.post("/api/staff/invitation", { token, password: staffPassword, code, ...body })
    expect((await accept({})).status).toBe(204)
    expect((await visitor.get("/api/staff/me")).body).toMatchObject({ name: "bob", roles: ["accessDesk"] })
    expect((await accept({})).body.code).toBe("link-invalid")
    expect((await portal.visitor().post("/api/staff/invitation/open", { token })).body.code).toBe(
      "link-invalid",
    )
  })

  test.each([
    ["a short password", { password: "Kort-1-woor" }, "password-too-short"],
    ["a password with the organisation's name", { password: "Linde-zorggroep-12" }, "password-contains-own"],
    ["a wrong code", { code: "000000" }, "code-wrong"],
    ["no code", { code: "abc" }, "code-wrong"],
  ])("%s is refused, and the link still works", async (_what, change, code) => {
    const { link, id } = await invite(`e${Math.abs(JSON.stringify(change).length * 7919)}-${code}`)
    const visitor = portal.visitor()
    const token = tokenOf(link)
    const answer = await visitor.post("/api/staff/invitation", {
      token,
      password: staffPassword,
      code: "000000",
      ...change,
    })
    expect(answer.body.code).toBe(code)
    expect(visitor.cookies.size).toBe(0)
    await acceptLink(portal, visitor, link)
    expect(await portal.db("staff_members").where({ id }).first("state")).toEqual({ state: "active" })
  })

  test("works 24 hours, to the second", async () => {
    const { link } = await invite("carla")
    portal.clock.advance({ hours: 23, minutes: 59, seconds: 59 })
    const open = () => portal.visitor().post("/api/staff/invitation/open", { token: tokenOf(link) })
    expect((await open()).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    expect((await open()).body.code).toBe("link-invalid")
  })

  test("used twenty times at once makes one account and one session", async () => {
    const { link, id } = await invite("dirk")
    const token = tokenOf(link)
    const { body } = await portal.visitor().post("/api/staff/invitation/open", { token })
    const code = appCode(portal, body.secret)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        portal.visitor().post("/api/staff/invitation", { token, password: staffPassword, code }),
      ),
    )
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await portal.db("staff_sessions").where({ staff_id: id })).toHaveLength(1)
  })

  test("no password, code, secret or token lies readable in the database", async () => {
    const rows = JSON.stringify([
      await portal.db("staff_members"),
      await portal.db("staff_links"),
      await portal.db("audit_events"),
    ])
    const bytes = Buffer.concat(
      ((await portal.db("staff_members")) as Record<string, unknown>[]).flatMap((row) =>
        Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))),
      ),
    ).toString("latin1")
    for (const secret of [sanne.secret.replaceAll(" ", ""), staffPassword, sanne.email, "Sanne", "$argon2"]) {
      expect(rows).not.toContain(secret)
      expect(bytes).not.toContain(secret)
    }
  })
})
