import Router from "@koa/router"
import { JoyQuery, type JoyPage } from "#contract/joy"
import { readRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import type { Deps } from "../deps.ts"
import { monthSpan } from "../http/amsterdam.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { listJoy } from "./joy.queries.ts"

export function joyRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  router.get("/api/patients/:patientId/joy-activities", requireAccount(deps), async (ctx) => {
    const { patientId, month } = input({ ...ctx.query, ...ctx.params }, JoyQuery)
    const { reader } = ctx.state
    const object = { kind: "joy-activities" }
    ctx.body = await readRecord(deps, reader, patientId, "joyActivities", object, async (record) => {
      const page: JoyPage = {
        callName: record.name.callName ?? record.name.full,
        month,
        ...(await listJoy(record, deps.sealing, monthSpan(month), reader.previousLoginAt)),
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return page
    })
  })
  return router
}
