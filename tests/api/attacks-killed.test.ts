// kill -9 while a code is spent: either the session is there and the code is worth nothing, or nothing happened and the
// code still works, once.
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { createAccount } from "../../server/credentials/accounts.queries.ts"
import { hashPassword } from "../../server/credentials/password-hash.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, newestCode, upToCode } from "../support/sign-in.ts"
import { createVisitor } from "../support/visitor.ts"

const script = fileURLToPath(new URL("../support/killed-server.ts", import.meta.url))

let portal: Portal
beforeAll(async () => {
  portal = await startPortal()
  const { deps, clock } = portal
  const account = {
    state: "active" as const,
    email: henk.email,
    mobile: "+31623456789",
    passwordHash: await hashPassword(deps, henk.password),
    mobileConfirmedAt: clock.now(),
    emailConfirmedAt: clock.now(),
  }
  await createAccount(portal.db, deps.sealing, account, clock.now())
})
afterAll(() => portal.close())
let running: ChildProcess | undefined
afterEach(() => running?.kill("SIGKILL"))

/** Another process of the same portal. */
async function serverThatDies(moment: "before" | "after" | "answer", pattern: string) {
  const args = [JSON.stringify(portal.deps.config), portal.clock.now().toISOString(), moment, pattern]
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  running = child
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>
  return { url: `http://localhost:${port.toString().trim()}`, ended }
}

/** What one login leaves behind, to be there all together or not at all. */
async function traces() {
  const count = async (table: string, where: Record<string, unknown>) =>
    Number(((await portal.db(table).where(where).count({ n: "*" }).first()) as { n: number }).n)
  return {
    sessions: await count("sessions", {}),
    logins: await count("logins", {}),
    started: await count("audit_events", { event: "session.start" }),
    spent: Number(
      ((await portal.db("security_codes").whereNotNull("used_at").count({ n: "*" }).first()) as { n: number })
        .n,
    ),
    ended: Number(
      ((await portal.db("challenges").whereNotNull("ended_at").count({ n: "*" }).first()) as { n: number }).n,
    ),
  }
}
const plusOne = (before: Awaited<ReturnType<typeof traces>>) =>
  Object.fromEntries(Object.entries(before).map(([name, count]) => [name, count + 1]))

const deaths = [
  ["after the try was counted", "after", "security_codes.*tries.*returning", false],
  ["after the code was spent, before the session", "before", "insert into .sessions.", false],
  ["after the session, before the commit", "before", "^COMMIT", false],
  ["after the commit, before the answer", "answer", "", true],
] as const

test.each(deaths)(
  "%s",
  async (_, moment, pattern, isDone) => {
    portal.clock.advance({ hours: 2 })
    const cookies = new Map<string, string>()
    const visitor = await upToCode(portal, henk, createVisitor(portal.url, cookies))
    const code = await newestCode(portal)
    const before = await traces()
    const { url, ended } = await serverThatDies(moment, pattern)
    const answer = createVisitor(url, cookies).post("/api/login/code", { code })
    await expect(answer).rejects.toThrow()
    expect((await ended)[1]).toBe("SIGKILL")

    expect(await traces()).toEqual(isDone ? plusOne(before) : before)
    const again = await visitor.post("/api/login/code", { code })
    expect(again.status).toBe(isDone ? 401 : 200)
    expect(await traces()).toEqual(plusOne(before))
    expect((await visitor.post("/api/login/code", { code })).status).toBe(401)
  },
  60_000,
)
