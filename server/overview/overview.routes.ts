// Home. It reads through the queries of reports, care plan and agenda that stand beside the door, within one record read.
import Router from "@koa/router"
import { OverviewParams, type Overview } from "#contract/overview"
import { readRecord, type OpenRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import { findNextAppointment, listAppointments } from "../agenda/agenda.queries.ts"
import type { Deps } from "../deps.ts"
import { inShort, readCarePlan } from "../dossier/read-care-plan.ts"
import { toSummary } from "../dossier/report.ts"
import { countNew, listReports } from "../dossier/report.queries.ts"
import { addDays, dateInAmsterdam, startOfDay } from "../http/amsterdam.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { findEvv, findTeam } from "./contacts.queries.ts"

const NEWEST = 3

export function overviewRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/patients/:patientId/overview", requireAccount(deps), async (ctx) => {
    const { patientId } = input(ctx.params, OverviewParams)
    const { reader } = ctx.state
    const today = dateInAmsterdam(deps.now())
    const object = { kind: "overview" }
    ctx.body = await readRecord(deps, reader, patientId, "overview", object, async (record) => {
      const overview: Overview = {
        patientName: record.name.full,
        callName: record.name.callName ?? record.name.full,
        reports: await reportsPart(record, reader.previousLoginAt),
        agenda: await agendaPart(record, today),
        carePlan: record.access.sections.includes("carePlan")
          ? inShort(await readCarePlan(record, deps.sealing, reader.previousLoginAt))
          : null,
        evv: await findEvv(record.trx, deps.sealing, patientId, today),
        team: await findTeam(record.trx, patientId),
        newSince: reader.previousLoginAt,
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return overview
    })
  })

  async function reportsPart(record: OpenRecord, since: string | null): Promise<Overview["reports"]> {
    if (!record.access.sections.includes("reports")) return null
    const scope = { ...record, disciplines: record.settings.shownDisciplines }
    const newest = await listReports(scope, deps.sealing, record.key, { at: { side: "top" }, limit: NEWEST })
    return {
      newCount: await countNew(scope, since),
      newest: newest.map((report) => toSummary(report, since)),
    }
  }

  async function agendaPart(record: OpenRecord, today: string): Promise<Overview["agenda"]> {
    if (!record.access.sections.includes("agenda")) return null
    const { trx, key, patientId } = record
    const span = { from: startOfDay(today), until: startOfDay(addDays(today, 1)) }
    const todays = await listAppointments(trx, deps.sealing, key, patientId, span)
    return {
      todayCount: todays.filter((appointment) => appointment.status !== "cancelled").length,
      next: await findNextAppointment(trx, deps.sealing, key, patientId, deps.now()),
    }
  }

  return router
}
