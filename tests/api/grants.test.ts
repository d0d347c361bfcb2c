// Who may be granted what, and one holder per slot whatever happens at once.
import { afterAll, beforeAll, expect, test } from "vitest"
import { GrantError } from "../../server/access/grant-error.ts"
import { endGrant } from "../../server/access/end-grants.ts"
import { addGrant, setDecisionCapacity, type NewGrant } from "../../server/access/grants.ts"
import { hashPassword } from "../../server/credentials/password-hash.ts"
import { addAccount } from "../../server/demo/accounts.ts"
import { claimByContact } from "../../server/access/claim.ts"
import { importAll, patient, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"

const operator = { kind: "operator", id: "test" } as const
let portal: Portal
let id: (reference: string) => string

beforeAll(async () => {
  portal = await startPortal()
  id = await importAll(portal, [
    ...patient("ria", "999900018"),
    ...patient("henk", "999900031"),
    relative("mentor", "ria", "999900079", "15"),
    relative("daughter", "ria", "999900110", "01"),
    relative("banker", "ria", "999900134", "14"),
    relative("son", "henk", "999900122", "01"),
  ])
  await setDecisionCapacity(portal.deps, id("Patient/ria"), false, operator)
  await setDecisionCapacity(portal.deps, id("Patient/henk"), true, operator)
})
afterAll(() => portal.close())

const request = (change: Partial<NewGrant>): NewGrant => ({
  patientId: id("Patient/ria"),
  slot: 2,
  person: id("RelatedPerson/daughter"),
  email: "dochter@voorbeeld.example",
  mobile: "+31612345678",
  role: "contactPerson",
  formDate: "2026-11-01",
  formReference: "F-1",
  sections: ["reports"],
  ...change,
})
const add = (change: Partial<NewGrant>) => addGrant(portal.deps, request(change), operator, "test")

test.each([
  ["a bewindvoerder", () => ({ person: id("RelatedPerson/banker") }), /money matters/],
  ["a contact person in slot 1 of someone without capacity", () => ({ slot: 1 }), /legal representative/],
  [
    "a representative without a ground",
    () => ({ slot: 1, person: id("RelatedPerson/mentor"), role: "legalRepresentative" as const }),
    /--basis/,
  ],
  ["a relative of somebody else", () => ({ person: id("RelatedPerson/son") }), /no relative/],
  ["an unknown patient", () => ({ patientId: "00000000-0000-4000-8000-000000000000" }), /no patient/],
  ["a third slot nobody decided on", () => ({ slot: 3 }), /no slot 3/],
  ["a form from the future", () => ({ formDate: "2027-01-01" }), /future/],
  ["a form without a reference", () => ({ formReference: " " }), /reference/],
  ["no sections", () => ({ sections: [] }), /section/],
  ["a relative as the patient", () => ({ role: "patient" as const }), /self/],
])("%s is refused with a reason", async (_name, change, sentence) => {
  await expect(add(change())).rejects.toThrow(sentence)
})

test("a capable patient holds slot 1 alone, a relative slot 2", async () => {
  const henk = { patientId: id("Patient/henk") }
  await expect(add({ ...henk, slot: 1, person: id("RelatedPerson/son") })).rejects.toThrow(/capable/)
  await expect(add({ ...henk, slot: 1, person: "self", role: "patient" })).resolves.toBeTruthy()
  await expect(
    add({ ...henk, person: id("RelatedPerson/son"), email: "zoon@voorbeeld.example" }),
  ).resolves.toBeTruthy()
})

test("of fifty desks that grant one slot at once exactly one succeeds", async () => {
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => add({})))
  const made = results.filter((result) => result.status === "fulfilled")
  expect(made).toHaveLength(1)
  const rows = await portal
    .db("grants")
    .where({ patient_id: id("Patient/ria"), slot: 2 })
    .whereNull("revoked_at")
  expect(rows).toHaveLength(1)
})

test("a slot whose holder ended can be granted again; ending twice is told", async () => {
  const held = (await portal
    .db("grants")
    .where({ patient_id: id("Patient/ria"), slot: 2 })
    .first()) as { id: string }
  await endGrant(portal.deps, held.id, "ruzie", operator)
  await expect(endGrant(portal.deps, held.id, "nog eens", operator)).rejects.toThrow(GrantError)
  const again = await add({ endsAt: "2026-11-22T14:00:00.000Z" })
  await expect(add({})).rejects.toThrow(/taken/)
  portal.clock.advance({ hours: 2 })
  await expect(add({})).resolves.not.toBe(again)
})

test("of fifty accounts that claim one grant at once exactly one gets it", async () => {
  const { deps, db } = portal
  const grant = (await db("grants")
    .where({ patient_id: id("Patient/ria"), slot: 2 })
    .whereNull("revoked_at")
    .first()) as {
    email_index: string
    mobile_index: string
  }
  const accounts = Array.from({ length: 50 }, (_, at) => `account-${at}`)
  for (const account of accounts)
    await db("accounts").insert({
      id: account,
      state: "unconfirmed",
      email: Buffer.alloc(1),
      email_index: account,
      mobile: Buffer.alloc(1),
      mobile_index: account,
      password: Buffer.alloc(1),
      registered_at: deps.now().toISOString(),
    })
  const claims = await Promise.all(
    accounts.map((accountId) =>
      db.transaction((trx) =>
        claimByContact(deps, trx, {
          accountId,
          emailIndex: grant.email_index,
          mobileIndex: grant.mobile_index,
          now: deps.now(),
        }),
      ),
    ),
  )
  expect(claims.filter((claimed) => claimed > 0)).toHaveLength(1)
})

test("an account that proved itself gets a later grant at once; another person's account does not", async () => {
  const { deps, db } = portal
  const hash = await hashPassword(deps, "Fluitketel-7-ladders")
  const daughter = {
    email: "later@voorbeeld.example",
    mobile: "+31611111111",
    password: null,
    bsn: "999900110",
  }
  const lookalike = { ...daughter, email: "ander@voorbeeld.example", bsn: "999900122" }
  await db.transaction((trx) => addAccount(deps, trx, daughter, hash))
  await db.transaction((trx) => addAccount(deps, trx, lookalike, hash))
  const accountOf = async (email: string) => {
    const held = await db("grants")
      .where({ patient_id: id("Patient/ria"), slot: 2 })
      .whereNull("revoked_at")
      .first("id")
    if (held) await endGrant(deps, (held as { id: string }).id, "nieuw", operator)
    const grant = await add({ email, mobile: "+31611111111" })
    return ((await db("grants").where({ id: grant }).first()) as { account_id: string | null }).account_id
  }
  expect(await accountOf(lookalike.email)).toBeNull()
  expect(await accountOf(daughter.email)).not.toBeNull()
})
