import Router from "@koa/router"
import { CarePlanParams, OnePlanParams, type CarePlanPage, type OnePlan } from "#contract/care-plan"
import { ReportQuery, ReportsQuery, type Report, type ReportList } from "#contract/dossier"
import { readRecord, type OpenRecord } from "../access/read-record.ts"
import type { Deps } from "../deps.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { composePlan } from "./care-plan.ts"
import { listGoals, listPlans } from "./care-plan.queries.ts"
import { readCarePlan } from "./read-care-plan.ts"
import { decodePlace, encodePlace, toSummary, toWhole } from "./report.ts"
import { findNeighbours, findReport, listReports } from "./report.queries.ts"

const PAGE = 20

export function dossierRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { sealing } = deps
  const scopeOf = ({ trx, patientId, settings }: OpenRecord) => ({
    trx,
    patientId,
    disciplines: settings.shownDisciplines,
  })

  router.get("/api/patients/:patientId/reports", requireAccount(deps), async (ctx) => {
    const { patientId, olderThan } = input({ ...ctx.query, ...ctx.params }, ReportsQuery)
    const place = olderThan ? (decodePlace(olderThan) ?? fail("input-invalid")) : null
    const { reader } = ctx.state
    ctx.body = await readRecord(deps, reader, patientId, "reports", { kind: "reports" }, async (record) => {
      const page = { olderThan: place, limit: PAGE + 1 }
      const found = await listReports(scopeOf(record), sealing, record.key, page)
      const shown = found.slice(0, PAGE)
      const last = shown.at(-1)
      const list: ReportList = {
        reports: shown.map((report) => toSummary(report, reader.previousLoginAt)),
        olderThan: found.length > PAGE && last ? encodePlace(last) : null,
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return list
    })
  })

  router.get("/api/patients/:patientId/reports/:reportId", requireAccount(deps), async (ctx) => {
    const { patientId, reportId } = input(ctx.params, ReportQuery)
    const { reader } = ctx.state
    const object = { kind: "report", id: reportId }
    ctx.body = await readRecord(deps, reader, patientId, "reports", object, async (record) => {
      const report = await findReport(scopeOf(record), sealing, record.key, reportId)
      if (!report) return undefined
      const neighbours = await findNeighbours(scopeOf(record), report)
      const updatedAt = await latestSuccessfulSync(record.trx)
      const whole: Report = toWhole(report, reader.previousLoginAt, neighbours, updatedAt)
      return whole
    })
  })

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
