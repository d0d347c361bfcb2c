import Router from "@koa/router"
import { AgendaQuery, AppointmentParams, type Agenda } from "#contract/agenda"
import { readRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import type { Deps } from "../deps.ts"
import { addDays, startOfDay } from "../http/amsterdam.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { findAppointmentTimes, listAppointments } from "./agenda.queries.ts"
import { calendarFile } from "./calendar-file.ts"

export function agendaRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/patients/:patientId/agenda", requireAccount(deps), async (ctx) => {
    const { patientId, from, days, purpose } = input({ ...ctx.query, ...ctx.params }, AgendaQuery)
    const to = addDays(from, Number(days ?? 7) - 1)
    const span = { from: startOfDay(from), until: startOfDay(addDays(to, 1)) }
    const object = { kind: purpose ? "agenda-print" : "agenda" }
    const { reader } = ctx.state
    ctx.body = await readRecord(deps, reader, patientId, "agenda", object, async ({ trx, key, settings }) => {
      if (purpose && !settings.agendaCopies) return undefined
      const agenda: Agenda = {
        from,
        to,
        appointments: await listAppointments(trx, deps.sealing, key, patientId, span),
        updatedAt: await latestSuccessfulSync(trx),
        mayCopy: settings.agendaCopies,
      }
      return agenda
    })
  })

  const file = "/api/patients/:patientId/agenda/:appointmentId/calendar-file"
  router.get(file, requireAccount(deps), async (ctx) => {
    const { patientId, appointmentId } = input(ctx.params, AppointmentParams)
    const object = { kind: "appointment-file", id: appointmentId }
    const { reader } = ctx.state
    const times = await readRecord(deps, reader, patientId, "agenda", object, async ({ trx, settings }) =>
      settings.agendaCopies ? await findAppointmentTimes(trx, patientId, appointmentId) : undefined,
    )
    ctx.set("Content-Disposition", 'attachment; filename="afspraak.ics"')
    ctx.type = "text/calendar; charset=utf-8"
    ctx.body = calendarFile(times, deps.now())
  })

  return router
}
