// Home. It reads through the queries of reports, care plan and agenda that stand beside the door, within one record read.
import Router from "@koa/router"
import { OverviewParams, type Overview } from "#contract/overview"
import type { StorySection } from "#contract/portrait"
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
import { listJoy } from "../joy/joy.queries.ts"
import { countNewPieces } from "../portrait/portrait.queries.ts"
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
        portrait: await storyPart(record, "portrait", reader.previousLoginAt),
        lifeStory: await storyPart(record, "lifeStory", reader.previousLoginAt),
        joyActivities: await joyPart(record, today, reader.previousLoginAt),
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

  async function storyPart(record: OpenRecord, section: StorySection, since: string | null) {
    if (!record.access.sections.includes(section)) return null
    return { newCount: since === null ? 0 : await countNewPieces(record, section, { since }) }
  }

  /** What is planned for next month can be news too. */
  async function joyPart(record: OpenRecord, today: string, since: string | null) {
    if (!record.access.sections.includes("joyActivities")) return null
    const span = { from: startOfDay(addDays(today, -31)), until: startOfDay(addDays(today, 62)) }
    const { activities, plans } = await listJoy(record, deps.sealing, span, since)
    const isOfMonth = ({ startsAt }: (typeof activities)[number]) =>
      dateInAmsterdam(new Date(startsAt)).slice(0, 7) === today.slice(0, 7)
    const isNew = ({ isNew }: { isNew: boolean }) => isNew
    return {
      thisMonth: activities.filter((one) => one.status !== "cancelled" && isOfMonth(one)).length,
      newCount: activities.filter(isNew).length + plans.filter(isNew).length,
    }
  }

  return router
}
