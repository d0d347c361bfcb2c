// What an operator does for a reader who is stuck, until the staff pages exist.
import { afterAll, beforeAll, expect, test } from "vitest"
import { accountCommands } from "../../server/cli/account-commands.ts"
import type { CommandArguments } from "../../server/cli/command.ts"
import { importAll, logIn, password, patient, readerOf } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
let patientId: string
beforeAll(async () => {
  portal = await startPortal()
  patientId = (await importAll(portal, patient("henk", "999900031")))("Patient/henk")
})
afterAll(() => portal.close())

async function run(name: string, given: Record<string, string>) {
  const command = accountCommands.find((one) => one.name === name)
  if (command?.kind !== "database") throw new Error(name)
  const args: CommandArguments = {
    positionals: [],
    text: (option) => given[option],
    required: (option) => given[option] ?? "",
    isSet: () => false,
  }
  return command.run(portal.deps, args)
}

test("a reader whose codes are stopped can try again after an unblock", async () => {
  const reader = {
    patientId,
    person: "self",
    slot: 1,
    role: "patient",
    bsn: "999900031",
    name: "henk",
  } as const
  const { email } = await readerOf(portal, reader)
  await portal.db("accounts").update({ code_misses: 50, codes_blocked_until: "9999-12-31T23:59:59.999Z" })
  await expect(logIn(portal, email)).rejects.toThrow(/429/)
  await run("account unblock", { email })
  await expect(logIn(portal, email)).resolves.toBeTruthy()
})

test("a closed account opens nothing any more, and its slot and address are free again", async () => {
  const email = "henk@voorbeeld.example"
  const henk = await logIn(portal, email)
  await run("account close", { email, reason: "telefoon kwijt" })
  expect((await henk.get("/api/me")).status).toBe(401)
  expect((await portal.visitor().post("/api/login", { email, password })).body.code).toBe("credentials-wrong")
  const again = {
    patientId,
    person: "self",
    slot: 1,
    role: "patient",
    bsn: "999900031",
    name: "henk",
  } as const
  await readerOf(portal, again)
  expect((await (await logIn(portal, email)).get("/api/me")).body.patients).toHaveLength(1)
})

test("an unknown address is told, and nothing is written", async () => {
  await expect(run("account close", { email: "niemand@voorbeeld.example", reason: "x" })).rejects.toThrow(
    /no active/,
  )
})
