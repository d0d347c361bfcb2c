// What a login costs, counted: on an ordinary machine each statement is a quarter of a millisecond or more of the server's.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { isPostgres } from "../../db/knex.ts"
import { startOutboxWorker } from "../../server/messages/worker.ts"
import { systemOwner } from "../../server/sealing/sealing.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, newestCode, registered, statementsOf } from "../support/sign-in.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

describe("on a device that knows its reader", () => {
  test("a login takes so many statements and no more", async () => {
    const visitor = await registered(portal, henk)
    await visitor.post("/api/logout")
    await portal.deps.sealing.keyFor(portal.db, systemOwner, portal.clock.now())
    const { email, password } = henk
    const typed = await statementsOf(portal, () => visitor.post("/api/login", { email, password }))
    const confirmed = await statementsOf(portal, () => visitor.post("/api/login/confirm"))
    const code = await newestCode(portal)
    let next: unknown
    const entered = await statementsOf(portal, async () => {
      next = (await visitor.post("/api/login/code", { code })).body
    })
    expect(next).toMatchObject({ next: expect.any(String) as string })
    // PostgreSQL takes a lock on the address besides.
    expect([typed.length, confirmed.length, entered.length]).toEqual([9, 9, isPostgres(portal.db) ? 17 : 16])
  })

  test("the session that it replaces takes two more", async () => {
    const visitor = await registered(portal, henk)
    await visitor.post("/api/login", { email: henk.email, password: henk.password })
    await visitor.post("/api/login/confirm")
    const code = await newestCode(portal)
    const entered = await statementsOf(portal, () => visitor.post("/api/login/code", { code }))
    expect(entered).toHaveLength(isPostgres(portal.db) ? 19 : 18)
    const ended = (await portal.db("sessions").where({ end_reason: "replaced" }).select("id")) as object[]
    expect(ended).toHaveLength(1)
  })

  test("its SMS takes six, and wakes nothing that sends mail", async () => {
    const visitor = await registered(portal, henk)
    const sent: string[] = []
    const take = (message: { text: string }) => Promise.resolve(void sent.push(message.text))
    const worker = startOutboxWorker(portal.deps, { sms: take, mail: take })
    await worker.idle()
    const { email, password } = henk
    await visitor.post("/api/login", { email, password })
    const all = await statementsOf(portal, async () => {
      await visitor.post("/api/login/confirm")
      await worker.idle()
    })
    await worker.stop()
    expect(sent.at(-1)).toMatch(/^\d{6}/)
    expect(all).toHaveLength(9 + 6)
  })
})
