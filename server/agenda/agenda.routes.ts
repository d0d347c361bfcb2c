import Router from "@koa/router"
import { AgendaQuery, type Agenda } from "#contract/agenda"
import { readRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import type { Deps } from "../deps.ts"
import { addDays, startOfDay } from "../http/amsterdam.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { listAppointments } from "./agenda.queries.ts"

export function agendaRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/patients/:patientId/agenda", requireAccount(deps), async (ctx) => {
    const { patientId, from, days } = input({ ...ctx.query, ...ctx.params }, AgendaQuery)
    const to = addDays(from, Number(days ?? 7) - 1)
    const span = { from: startOfDay(from), until: startOfDay(addDays(to, 1)) }
    const object = { kind: "agenda" }
    ctx.body = await readRecord(deps, ctx.state.reader, patientId, "agenda", object, async ({ trx, key }) => {
      const agenda: Agenda = {
        from,
        to,
        appointments: await listAppointments(trx, deps.sealing, key, patientId, span),
        updatedAt: await latestSuccessfulSync(trx),
      }
      return agenda
    })
  })

  return router
}
