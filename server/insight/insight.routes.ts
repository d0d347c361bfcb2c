// Who looked at a record, and who may. Reading either is a read of the record, and stands in the log like any other.
import Router from "@koa/router"
import { ReadersQuery, ViewingsQuery, WrongRecordInput } from "#contract/insight"
import { lockWrongRecord } from "../access/lock-grant.ts"
import { readRecord } from "../access/read-record.ts"
import type { Deps } from "../deps.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { listReaders } from "./readers.ts"
import { listViewings } from "./viewings.ts"

export function insightRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/patients/:patientId/viewings", requireAccount(deps), async (ctx) => {
    const { patientId, before } = input({ ...ctx.params, ...ctx.query }, ViewingsQuery)
    const { reader } = ctx.state
    ctx.body = await readRecord(deps, reader, patientId, "overview", { kind: "viewings" }, (record) =>
      listViewings(record, deps.sealing, { accountId: reader.accountId, now: deps.now(), before }),
    )
  })

  router.post("/api/patients/:patientId/wrong-record", requireAccount(deps), async (ctx) => {
    const { patientId } = input({ ...(ctx.request.body as object), ...ctx.params }, WrongRecordInput)
    await lockWrongRecord(deps, ctx.state.reader, patientId)
    ctx.status = 204
  })

  router.get("/api/patients/:patientId/readers", requireAccount(deps), async (ctx) => {
    const { patientId } = input(ctx.params, ReadersQuery)
    const { reader } = ctx.state
    ctx.body = await readRecord(deps, reader, patientId, "overview", { kind: "readers" }, (record) =>
      listReaders(record, deps.sealing, { accountId: reader.accountId, now: deps.now() }),
    )
  })

  return router
}
