// Passkeys of staff: made on an invitation or later, a second factor like the app, and what a thief tries with them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { PasskeyList, PasskeyProof } from "#contract/staff-passkeys"
import { inviteMember, resetMember } from "../../server/admin/members.ts"
import { makePasskey, usePasskey, type MadePasskey } from "../support/passkey.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { appCode, staffLogin, staffOf, staffPassword, tokenOf, type StaffPerson } from "../support/staff.ts"
import type { Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
let portal: Portal
let sanne: StaffPerson
let other: StaffPerson
let passkey: MadePasskey
let otherPasskey: MadePasskey

beforeAll(async () => {
  portal = await startPortal({ settings: { houseAddresses: ["127.0.0.1", "::1"] } })
  sanne = await staffOf(portal, "Sanne", ["administrator"])
  other = await staffOf(portal, "Joris", ["administrator"])
  passkey = await added(sanne.visitor)
  otherPasskey = await added(other.visitor)
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 2 })
  await portal.db("rate_counters").delete()
})
afterAll(() => portal.close())

async function asked(visitor: Visitor, path = "/api/staff/login/passkey", body = {}): Promise<object> {
  const answer = await visitor.post(path, body)
  expect(answer.status, answer.text).toBe(200)
  return (answer.body as { options: object }).options
}

/** One more passkey, of who proved themselves a moment ago. */
async function added(visitor: Visitor, name?: string): Promise<MadePasskey> {
  const made = makePasskey(portal.url, await asked(visitor, "/api/staff/passkeys/options"), name)
  const answer = await visitor.post("/api/staff/passkeys", made.answer)
  expect(answer.status, answer.text).toBe(200)
  return made.passkey
}

const loginWith = (visitor: Visitor, proof: PasskeyProof, email = sanne.email, password = staffPassword) =>
  visitor.post("/api/staff/login", { email, password, passkey: proof })

const listOf = async (visitor: Visitor) => (await visitor.get("/api/staff/passkeys")).body as PasskeyList

describe("logging in", () => {
  test("with password and passkey; the log says with what", async () => {
    const visitor = portal.visitor()
    const options = await asked(visitor)
    expect(options).toMatchObject({ rpId: "localhost" })
    expect(JSON.stringify(options)).not.toContain('allowCredentials":[{')
    expect((await loginWith(visitor, usePasskey(portal.url, options, passkey))).status).toBe(204)
    expect((await visitor.get("/api/staff/me")).body).toMatchObject({
      name: "Sanne",
      secondFactors: { app: true, passkey: true },
    })
    await visitor.get("/api/staff/members")
    const rows = await portal.db("audit_events").where({ actor_id: sanne.id, event: "staff.list" })
    expect(rows.at(-1)).toMatchObject({ means: "password+passkey" })
  })

  test("the code of the app works beside it", async () => {
    expect((await staffLogin(portal, sanne)).status).toBe(204)
  })

  const refusals: [string, (visitor: Visitor) => Promise<{ body: { code: string } }>][] = [
    [
      "a wrong password",
      async (visitor) =>
        loginWith(
          visitor,
          usePasskey(portal.url, await asked(visitor), passkey),
          sanne.email,
          "Regenpijp-4-x",
        ),
    ],
    [
      "another account's passkey",
      async (visitor) => loginWith(visitor, usePasskey(portal.url, await asked(visitor), otherPasskey)),
    ],
    [
      "a passkey that nobody knows",
      async (visitor) => {
        const options = await asked(visitor)
        const stranger = makePasskey(portal.url, options).passkey
        return loginWith(visitor, usePasskey(portal.url, options, stranger))
      },
    ],
    [
      "an answer given on another site",
      async (visitor) =>
        loginWith(
          visitor,
          usePasskey(portal.url, await asked(visitor), passkey, {
            origin: "https://localhost.kwaad.example",
          }),
        ),
    ],
    [
      "an answer for another host",
      async (visitor) =>
        loginWith(visitor, usePasskey(portal.url, await asked(visitor), passkey, { host: "kwaad.example" })),
    ],
    [
      "an answer of the wrong kind",
      async (visitor) =>
        loginWith(
          visitor,
          usePasskey(portal.url, await asked(visitor), passkey, { type: "webauthn.create" }),
        ),
    ],
    [
      "a counter that stands still: a copy of the key",
      async (visitor) =>
        loginWith(visitor, usePasskey(portal.url, await asked(visitor), passkey, { counter: 1 })),
    ],
    [
      "the challenge of another browser",
      async (visitor) => {
        await asked(visitor)
        return loginWith(visitor, usePasskey(portal.url, await asked(portal.visitor()), passkey))
      },
    ],
    [
      "no cookie",
      async (visitor) => {
        const options = await asked(visitor)
        return loginWith(portal.visitor(), usePasskey(portal.url, options, passkey))
      },
    ],
    [
      "a challenge of more than ten minutes ago",
      async (visitor) => {
        const options = await asked(visitor)
        portal.clock.advance({ minutes: 10 })
        return loginWith(visitor, usePasskey(portal.url, options, passkey))
      },
    ],
    [
      "the challenge of adding one",
      async () => {
        await staffLogin(portal, sanne, sanne.visitor)
        const options = await asked(sanne.visitor, "/api/staff/passkeys/options")
        return loginWith(sanne.visitor, usePasskey(portal.url, options, passkey))
      },
    ],
    [
      "a signature of another key",
      async (visitor) => {
        const options = await asked(visitor)
        const forged = { ...passkey, privateKey: otherPasskey.privateKey }
        return loginWith(visitor, usePasskey(portal.url, options, forged))
      },
    ],
  ]
  test.each(refusals)("%s: the same answer as ever", async (what, attempt) => {
    const before = (await portal.db("staff_sessions")).length
    passkey.counter += 5
    const answer = await attempt(portal.visitor())
    expect(answer.body.code).toBe("credentials-wrong")
    passkey.counter += 5
    expect((await portal.db("staff_sessions")).length - before).toBeLessThanOrEqual(1)
    const [row] = await portal.db("audit_events").where({ event: "staff.login" }).orderBy("at", "desc")
    expect(row).toMatchObject({
      outcome: "refused",
      reason: what === "a wrong password" ? "password" : "passkey",
    })
  })

  test("an answer serves once: again, and twenty times at the same moment", async () => {
    const visitor = portal.visitor()
    const proof = usePasskey(portal.url, await asked(visitor), passkey)
    const before = (await portal.db("staff_sessions")).length
    const answers = await Promise.all(Array.from({ length: 5 }, () => loginWith(visitor.copy(), proof)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect((await loginWith(visitor, proof)).body.code).toBe("credentials-wrong")
    expect(await portal.db("staff_sessions")).toHaveLength(before + 1)
  })

  test("a wrong answer spends the challenge too, and counts as a try", async () => {
    const visitor = portal.visitor()
    const options = await asked(visitor)
    await loginWith(visitor, usePasskey(portal.url, options, otherPasskey))
    expect((await loginWith(visitor, usePasskey(portal.url, options, passkey))).body.code).toBe(
      "credentials-wrong",
    )
    let answer = await loginWith(visitor, usePasskey(portal.url, options, passkey))
    for (let at = 0; at < 6; at += 1)
      answer = await loginWith(visitor, usePasskey(portal.url, options, passkey))
    expect(answer.body.code).toBe("too-many-requests")
  })

  test("code and passkey together, neither, or made-up bytes are no input", async () => {
    const visitor = portal.visitor()
    const proof = usePasskey(portal.url, await asked(visitor), passkey)
    const base = { email: sanne.email, password: staffPassword }
    for (const body of [
      base,
      { ...base, code: appCode(portal, sanne.secret), passkey: proof },
      { ...base, passkey: { ...proof, id: "geen bytes!" } },
      { ...base, passkey: { ...proof, userHandle: "x" } },
      { ...base, passkey: [] },
    ])
      expect((await visitor.post("/api/staff/login", body)).body.code).toBe("input-invalid")
    const rubbish = { id: proof.id, clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" }
    expect((await loginWith(visitor, rubbish)).body.code).toBe("credentials-wrong")
  })
})

describe("one's own passkeys", () => {
  beforeEach(async () => {
    await staffLogin(portal, sanne, sanne.visitor)
  })

  test("several, each with its name; the names are sealed, the list says no key", async () => {
    await added(sanne.visitor, "Sleutel aan de bos")
    const { passkeys, hasApp, mayChange } = await listOf(sanne.visitor)
    expect(passkeys.map(({ name }) => name)).toEqual(["Telefoon", "Sleutel aan de bos"])
    expect([hasApp, mayChange]).toEqual([true, true])
    const rows = (await portal.db("staff_passkeys")) as { name: Buffer }[]
    expect(Buffer.concat(rows.map(({ name }) => name)).toString()).not.toContain("bos")
    const [row] = await portal.db("audit_events").where({ event: "staff.passkey.add" }).orderBy("at", "desc")
    expect(row).toMatchObject({ actor_id: sanne.id, object_kind: "passkey", outcome: "done" })
  })

  test("ten minutes after the login password and second factor are asked again, before anything changes", async () => {
    portal.clock.advance({ minutes: 10 })
    const [first] = (await listOf(sanne.visitor)).passkeys
    expect((await listOf(sanne.visitor)).mayChange).toBe(false)
    for (const path of ["/options", `/${first?.id}/remove`])
      expect((await sanne.visitor.post(`/api/staff/passkeys${path}`)).body.code).toBe("proof-required")
    const wrong = { password: "Regenpijp-4-anders-lamp", code: appCode(portal, sanne.secret) }
    expect((await sanne.visitor.post("/api/staff/prove", wrong)).body.code).toBe("credentials-wrong")
    const proof = usePasskey(portal.url, await asked(sanne.visitor), passkey)
    const right = { password: staffPassword, passkey: proof }
    expect((await sanne.visitor.post("/api/staff/prove", right)).status).toBe(204)
    expect((await listOf(sanne.visitor)).mayChange).toBe(true)
  })

  test("another's proof proves nothing here", async () => {
    portal.clock.advance({ minutes: 10 })
    const proof = usePasskey(portal.url, await asked(sanne.visitor), otherPasskey)
    const answer = await sanne.visitor.post("/api/staff/prove", { password: staffPassword, passkey: proof })
    expect(answer.body.code).toBe("credentials-wrong")
  })

  test("one is removed by its owner only, and works no more", async () => {
    const gone = await added(sanne.visitor, "Weg")
    const id = (await listOf(sanne.visitor)).passkeys.find(({ name }) => name === "Weg")?.id ?? ""
    await staffLogin(portal, other, other.visitor)
    expect((await other.visitor.post(`/api/staff/passkeys/${id}/remove`)).body.code).toBe("not-found")
    expect((await sanne.visitor.post(`/api/staff/passkeys/${id}/remove`)).status).toBe(200)
    expect((await sanne.visitor.post(`/api/staff/passkeys/${id}/remove`)).body.code).toBe("not-found")
    const visitor = portal.visitor()
    const answer = await loginWith(visitor, usePasskey(portal.url, await asked(visitor), gone))
    expect(answer.body.code).toBe("credentials-wrong")
  })

  test.each([
    ["for another site", { origin: "https://kwaad.example" }],
    ["for another host", { host: "kwaad.example" }],
    ["of the wrong kind", { type: "webauthn.get" }],
  ])("a new one %s is refused", async (_, twist) => {
    const options = await asked(sanne.visitor, "/api/staff/passkeys/options")
    const { answer } = makePasskey(portal.url, options, "Vals", twist)
    expect((await sanne.visitor.post("/api/staff/passkeys", answer)).body.code).toBe("passkey-wrong")
    expect((await listOf(sanne.visitor)).passkeys.map(({ name }) => name)).not.toContain("Vals")
  })

  test("a new one on somebody else's challenge, a second time, or that somebody has is refused", async () => {
    await staffLogin(portal, other, other.visitor)
    const theirs = await asked(other.visitor, "/api/staff/passkeys/options")
    const onTheirs = makePasskey(portal.url, theirs).answer
    expect((await sanne.visitor.post("/api/staff/passkeys", onTheirs)).body.code).toBe("passkey-wrong")
    sanne.visitor.cookies.set("portal-passkey", other.visitor.cookies.get("portal-passkey") ?? "")
    expect((await sanne.visitor.post("/api/staff/passkeys", onTheirs)).body.code).toBe("passkey-wrong")

    const options = await asked(sanne.visitor, "/api/staff/passkeys/options")
    const { answer } = makePasskey(portal.url, options)
    expect((await sanne.visitor.post("/api/staff/passkeys", answer)).status).toBe(200)
    expect((await sanne.visitor.post("/api/staff/passkeys", answer)).body.code).toBe("passkey-wrong")
  })

  test("ten are enough", async () => {
    for (let at = (await listOf(other.visitor)).passkeys.length; at < 10; at += 1) {
      await portal.db("rate_counters").delete()
      await staffLogin(portal, other, other.visitor)
      portal.clock.advance({ seconds: 30 })
      await added(other.visitor, `Nummer ${at}`)
    }
    const answer = await other.visitor.post("/api/staff/passkeys/options")
    expect(answer.body.code).toBe("passkeys-full")
  })
})

describe("an invitation", () => {
  test("is accepted with a passkey instead of an app; it is the last second factor, so it stays", async () => {
    const email = "nieuw@delinde.example"
    const { id, link } = await inviteMember(
      portal.deps,
      { name: "Nieuw", email, roles: ["auditor"] },
      operator,
    )
    const token = tokenOf(link)
    const visitor = portal.visitor()
    const secret = ((await visitor.post("/api/staff/invitation/open", { token })).body as { secret: string })
      .secret
    const made = makePasskey(portal.url, await asked(visitor, "/api/staff/invitation/passkey", { token }))
    const accept = { token, password: staffPassword, passkey: made.answer }
    const thief = await portal.visitor().post("/api/staff/invitation", accept)
    expect(thief.body.code).toBe("passkey-wrong")
    const answer = await visitor.post("/api/staff/invitation", accept)
    expect(answer.status, answer.text).toBe(204)
    expect((await visitor.get("/api/staff/me")).body.secondFactors).toEqual({ app: false, passkey: true })

    // The secret of the app was shown, and opens nothing.
    expect((await staffLogin(portal, { email, secret })).body.code).toBe("credentials-wrong")
    const [only] = (await listOf(visitor)).passkeys
    expect((await visitor.post(`/api/staff/passkeys/${only?.id}/remove`)).body.code).toBe(
      "last-second-factor",
    )
    await added(visitor, "Tweede")
    expect((await visitor.post(`/api/staff/passkeys/${only?.id}/remove`)).status).toBe(200)

    await resetMember(portal.deps, id, operator)
    expect(await portal.db("staff_passkeys").where({ staff_id: id })).toEqual([])
    expect((await visitor.get("/api/staff/passkeys")).status).toBe(401)
  })

  test("a link that was replaced makes no passkey", async () => {
    const email = "oud@delinde.example"
    const { id, link } = await inviteMember(portal.deps, { name: "Oud", email, roles: ["auditor"] }, operator)
    const token = tokenOf(link)
    const visitor = portal.visitor()
    const made = makePasskey(portal.url, await asked(visitor, "/api/staff/invitation/passkey", { token }))
    await portal
      .db("staff_links")
      .where({ staff_id: id })
      .update({ superseded_at: "2026-01-01T00:00:00.000Z" })
    const answer = await visitor.post("/api/staff/invitation", {
      token,
      password: staffPassword,
      passkey: made.answer,
    })
    expect(answer.body.code).toBe("link-invalid")
    expect((await visitor.post("/api/staff/invitation/passkey", { token })).body.code).toBe("link-invalid")
  })
})
