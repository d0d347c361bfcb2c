// The log as an auditor reads it. Each page, each search and each part of an export is a row in it.
import type { LogFilter, LogFormat, LogPage, LogPart, LogPlace, LogRow } from "#contract/staff-log"
import { logEvents, type LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor, type AuditRow } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { addDays, startOfDay } from "../http/amsterdam.ts"
import { fail } from "../http/failures.ts"
import { headOf, linesOf } from "./log-file.ts"
import { nameOfPatient, namesOfActors, type Acting } from "./log-names.ts"
import { listLog } from "./log.queries.ts"

const ROWS_SHOWN = 50
const ROWS_IN_PART = 2000

type Asked = LogFilter & { before?: LogPlace | undefined }

export async function readLog(deps: Deps, asked: Asked, actor: Actor): Promise<LogPage> {
  return deps.db.transaction(async (trx) => {
    const { before, ...page } = await findRows(trx, deps, asked, ROWS_SHOWN)
    await logLooking(trx, deps, "log.read", asked, actor)
    return { ...page, before }
  })
}

/** One part of the file; the first has its head. Written down each, so that nobody takes the rest unseen. */
export async function exportLog(
  deps: Deps,
  { format, ...asked }: Asked & { format: LogFormat },
  actor: Actor,
): Promise<LogPart> {
  return deps.db.transaction(async (trx) => {
    const { rows, before, patientName } = await findRows(trx, deps, asked, ROWS_IN_PART)
    await logLooking(trx, deps, "log.export", asked, actor)
    const head = asked.before ? "" : headOf(format)
    return { text: head + linesOf(format, rows, patientName), rows: rows.length, before }
  })
}

/** @throws Failure `not-found` for a client that there never was. */
async function findRows(trx: Db, deps: Deps, asked: Asked, limit: number): Promise<LogPage> {
  const { patientId, person, from, until, group, before } = asked
  const patientName = patientId ? ((await nameOfPatient(trx, deps, patientId)) ?? fail("not-found")) : null
  const question = {
    patientId,
    actor: person,
    from: from && startOfDay(from).toISOString(),
    until: until && startOfDay(addDays(until, 1)).toISOString(),
    events: group && logEvents[group],
    before,
  }
  const found = await listLog(trx, question, limit + 1)
  const shown = found.slice(0, limit)
  const asActor: Acting[] = person ? [{ actor_kind: person.kind, actor_id: person.id }] : []
  const names = await namesOfActors(trx, deps, [...shown, ...asActor])
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    patientName,
    personName: person ? (names.get(person.id) ?? null) : null,
    rows: shown.map((row) => rowOf(row, names)),
    before: last ? { at: last.at ?? "", id: last.id ?? "" } : null,
  }
}

const rowOf = (row: AuditRow, names: Map<string, string>): LogRow => ({
  id: row.id ?? "",
  at: row.at ?? "",
  event: row.event ?? "",
  outcome: row.outcome ?? "",
  reason: row.reason,
  actor: {
    kind: row.actor_kind as LogRow["actor"]["kind"],
    id: row.actor_id,
    name: names.get(row.actor_id ?? "") ?? null,
    role: row.actor_role,
  },
  means: row.means,
  address: row.address,
  browser: row.browser,
  device: row.device,
  patientId: row.patient_id,
  objectKind: row.object_kind,
  objectId: row.object_id,
  isCopied: row.copied_to !== null,
})

/** What was asked by its kinds; the client and the person by id. */
const logLooking = (trx: Db, deps: Deps, event: LogEvent, asked: Asked, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "log.export" ? "E" : "R",
    reason: reasonOf(asked),
    actor,
    patientId: asked.patientId ?? null,
    objectKind: asked.person?.kind ?? "log",
    objectId: asked.person?.id ?? null,
  })

function reasonOf({ from, until, group, before }: Asked): string | null {
  const parts = [from && `from ${from}`, until && `until ${until}`, group, before && "older"]
  return parts.filter(Boolean).join(", ") || null
}
