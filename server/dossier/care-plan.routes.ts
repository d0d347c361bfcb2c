import Router from "@koa/router"
import { CarePlanParams, OnePlanParams, type CarePlanPage, type OnePlan } from "#contract/care-plan"
import { readRecord } from "../access/read-record.ts"
import type { Deps } from "../deps.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { composePlan } from "./care-plan.ts"
import { listGoals, listPlans } from "./care-plan.queries.ts"
import { readCarePlan } from "./read-care-plan.ts"

export function carePlanRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { sealing } = deps

  router.get("/api/patients/:patientId/care-plan", requireAccount(deps), async (ctx) => {
    const { patientId } = input(ctx.params, CarePlanParams)
    const { reader } = ctx.state
    const object = { kind: "care-plan" }
    ctx.body = await readRecord(deps, reader, patientId, "carePlan", object, async (record) => {
      const page: CarePlanPage = {
        callName: record.name.callName ?? record.name.full,
        ...(await readCarePlan(record, sealing, reader.previousLoginAt)),
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return page
    })
  })

  router.get("/api/patients/:patientId/care-plan/:planId", requireAccount(deps), async (ctx) => {
    const { patientId, planId } = input(ctx.params, OnePlanParams)
    const { reader } = ctx.state
    const object = { kind: "care-plan", id: planId }
    ctx.body = await readRecord(deps, reader, patientId, "carePlan", object, async (record) => {
      const plan = (await listPlans(record, sealing, record.key)).find(({ id }) => id === planId)
      if (!plan) return undefined
      const goals = await listGoals(record, sealing, record.key)
      const one: OnePlan = {
        callName: record.name.callName ?? record.name.full,
        plan: composePlan(plan, goals, reader.previousLoginAt),
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return one
    })
  })

  return router
}
