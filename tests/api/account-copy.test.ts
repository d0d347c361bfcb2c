// Kopie van uw gegevens: everything the account itself holds, for its own reader only, and nothing that is a secret or a
// record's.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { AccountCopy } from "#contract/account-copy"
import { addLegalText } from "../../server/organisation/legal-texts.ts"
import { importAll, logIn, password, patient, readerOf, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { newestCode } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
let ids: Record<"mother" | "aunt" | "uncle", string>
const email = "zoon@voorbeeld.example"
const secrets = /999900|Goed geslapen|argon2|portal-session|[0-9a-f]{64}|Mevrouw uncle|buurvrouw|Oom/

beforeAll(async () => {
  portal = await startPortal()
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031", { endedOn: "2026-09-01" }),
    ...patient("uncle", "999900043"),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900110"),
    relative("cousin", "uncle", "999900110"),
    relative("neighbour", "uncle", "999900122"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
  ])
  ids = { mother: id("Patient/mother"), aunt: id("Patient/aunt"), uncle: id("Patient/uncle") }
  const son = { slot: 2, role: "contactPerson", bsn: "999900110", name: "zoon" } as const
  await readerOf(portal, { ...son, patientId: ids.mother, person: id("RelatedPerson/son") })
  await readerOf(portal, { ...son, patientId: ids.aunt, person: id("RelatedPerson/nephew") })
  const { grantId } = await readerOf(portal, {
    ...son,
    patientId: ids.uncle,
    person: id("RelatedPerson/cousin"),
    sections: ["agenda"],
  })
  await portal.db("grants").where({ id: grantId }).update({ revoked_at: "2026-11-20T10:00:00.000Z" })
  const neighbour = { slot: 2, role: "contactPerson", bsn: "999900122", name: "buurvrouw" } as const
  await readerOf(portal, { ...neighbour, patientId: ids.uncle, person: id("RelatedPerson/neighbour") })
  await logIn(portal, "buurvrouw@voorbeeld.example")
  reader = await logIn(portal, email)
})
afterAll(() => portal.close())

const copy = async (visitor = reader) => {
  const answer = await visitor.get("/api/account/copy")
  expect(answer.status).toBe(200)
  expect(answer.headers.get("cache-control")).toBe("no-store")
  return { ...answer, body: answer.body as AccountCopy }
}

test("address, number, state and times; who the reader is as the ECD knows it", async () => {
  const hour = (minutes: string) => `2026-10-01T09:${minutes}:00.000Z`
  await portal.db("accounts").update({
    registered_at: hour("00"),
    email_confirmed_at: hour("10"),
    mobile_confirmed_at: hour("20"),
    bsn_step_at: hour("30"),
  })
  const { body } = await copy()
  expect(body).toMatchObject({ madeAt: "2026-11-22T13:00:00.000Z", organisation: "Zorggroep De Linde" })
  expect(body.account).toEqual({
    name: "Familie son",
    email,
    mobile: "06 99 90 01 10",
    state: "active",
    registeredAt: "2026-10-01T09:00:00.000Z",
    emailConfirmedAt: "2026-10-01T09:10:00.000Z",
    mobileConfirmedAt: "2026-10-01T09:20:00.000Z",
    identifiedAt: "2026-10-01T09:30:00.000Z",
    lastLoginAt: "2026-11-22T13:00:00.000Z",
  })
})

test("every grant in words; a client is named only while the record opens", async () => {
  const { body } = await copy()
  const found = body.access.map(({ client, until }) => `${client} ${until}`)
  expect(found.sort()).toEqual(["Mevrouw mother null", "null 2026-11-20T10:00:00.000Z", "null null"])
  expect(body.access).toContainEqual({
    client: null,
    role: "contactPerson",
    basis: null,
    sections: ["agenda"],
    since: "2026-11-22T13:00:00.000Z",
    until: "2026-11-20T10:00:00.000Z",
  })
})

test("texts with their version, devices, logins, choices and changes, as they are kept", async () => {
  const at = portal.clock.now().toISOString()
  await addLegalText(
    portal.db,
    { kind: "termsOfUse", version: "2026-3", effectiveOn: "2026-11-01", body: "# T\nTekst." },
    portal.clock.now(),
  )
  expect((await reader.post("/api/terms", { kind: "termsOfUse", version: "2026-3" })).status).toBe(200)
  await reader.post("/api/display", { changes: [{ field: "schaal", value: 150, changedAt: at }] })
  await reader.post("/api/account/news", { frequency: "weekly" })
  await reader.post("/api/vault", { vault: crypto.randomUUID() })
  await reader.post("/api/account/email", { email: "zoon.nieuw@voorbeeld.example", password })
  await reader.post("/api/account/email/code", { code: await newestCode(portal) })
  const { body } = await copy()
  expect(body.acceptedTexts).toEqual([
    { kind: "privacyStatement", version: "2026-1", acceptedAt: "2026-10-08T13:00:00.000Z" },
    { kind: "termsOfUse", version: "2026-3", acceptedAt: at },
  ])
  expect(body.devices).toEqual([
    expect.objectContaining({ firstLoginAt: at, lastLoginAt: at, endedAt: null, keepsRecords: true }),
  ])
  expect(body.logins).toEqual([{ at, browser: "onbekend", kind: "computer" }])
  expect(body.display).toEqual([{ field: "schaal", value: "150", changedAt: at }])
  expect(body.news).toEqual({ frequency: "weekly", changedAt: at })
  expect(body.changes).toEqual([
    {
      kind: "email",
      state: "open",
      from: null,
      to: "zoon.nieuw@voorbeeld.example",
      askedAt: at,
      doneAt: null,
    },
  ])
  const link = (await portal.messages()).find(({ to }) => to === "zoon.nieuw@voorbeeld.example")
  await reader.post("/api/new-email", { token: /#([\w-]{43})/.exec(link?.text ?? "")?.[1] })
  expect((await copy()).body.changes).toEqual([
    expect.objectContaining({ state: "done", from: email, to: "zoon.nieuw@voorbeeld.example", doneAt: at }),
  ])
})

test("no secret, no hash, no BSN, no word of a record, nobody else; nor any column that a later version adds unseen", async () => {
  const { text, body } = await copy()
  expect(text).not.toMatch(secrets)
  for (const id of [
    ...Object.values(ids),
    ...(await portal.db("accounts").select("id")).map((row: { id: string }) => row.id),
  ])
    expect(text).not.toContain(id)
  expect(Object.keys(body).sort()).toEqual(
    [
      "access",
      "acceptedTexts",
      "account",
      "changes",
      "devices",
      "display",
      "logins",
      "madeAt",
      "news",
      "organisation",
      "putAway",
      "told",
    ].sort(),
  )
})

test("each time it stands in the log, with a row for each client that was named", async () => {
  const rows = (event: string) => portal.db("audit_events").where({ event })
  const [copies, lists] = [(await rows("account.copy")).length, (await rows("patient.list")).length]
  await copy()
  expect(await rows("account.copy")).toHaveLength(copies + 1)
  expect((await rows("account.copy")).at(-1)).toMatchObject({
    action: "E",
    outcome: "done",
    actor_kind: "reader",
  })
  expect(await rows("patient.list")).toHaveLength(lists + 1)
})

test("who owes a yes to new terms has a right to it too; then no client is named", async () => {
  await addLegalText(
    portal.db,
    { kind: "termsOfUse", version: "2026-4", effectiveOn: "2026-11-22", body: "# T\nTekst." },
    portal.clock.now(),
  )
  const { body } = await copy()
  expect(body.access.map(({ client }) => client)).toEqual([null, null, null])
  expect(body.account.name).toBeNull()
})
