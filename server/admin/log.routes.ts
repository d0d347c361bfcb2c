// The log at /beheer. All in bodies: an address holds neither who was looked for nor whose log it is.
import type Router from "@koa/router"
import { LogExportInput, LogInput, LogPatientsInput, LogPeopleInput } from "#contract/staff-log"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { findPatients } from "./find-patients.ts"
import { exportLog, readLog } from "./log.ts"
import { findPeople } from "./log-names.ts"
import { createStaffRouter } from "./staff-router.ts"

const SHORTEST = 2

export function logRoutes(deps: Deps): Router {
  const { router, post } = createStaffRouter(deps)

  post("/api/staff/log", "log.read", async (ctx, { actor }) => {
    ctx.body = await readLog(deps, input(ctx.request.body, LogInput), actor)
  })

  post("/api/staff/log/patients", "log.read", async (ctx, { actor }) => {
    ctx.body = await findPatients(deps, input(ctx.request.body, LogPatientsInput).text, actor)
  })

  post("/api/staff/log/people", "log.read", async (ctx, { actor }) => {
    const { text } = input(ctx.request.body, LogPeopleInput)
    if (text.length < SHORTEST) return fail("search-short")
    ctx.body = await deps.db.transaction(async (trx) => {
      const people = await findPeople(trx, deps, text)
      await appendAudit(trx, deps.sealing, deps.now(), { event: "log.find", action: "R", actor })
      return { people }
    })
  })

  post("/api/staff/log/export", "log.export", async (ctx, { actor }) => {
    ctx.body = await exportLog(deps, input(ctx.request.body, LogExportInput), actor)
  })

  return router
}
