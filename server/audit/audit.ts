// The log of who did what. A row is written in the same transaction as the deed: no row, no deed. Never content, a
// name, an address typed in, or a BSN.
import { randomUUID } from "node:crypto"
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import type { ClientInfo } from "../http/client.ts"
import type { Sealing } from "../sealing/sealing.ts"

export type Actor = {
  kind: "reader" | "staff" | "operator" | "system" | "anonymous"
  id?: string | null
  role?: string | null
  /** "password+sms", "command line" … */
  means?: string | null
  sessionHash?: string | null
  client?: ClientInfo | null
}

export type AuditEvent = {
  /** A new one joins contract/log-events.ts; its words, client/admin/log-words.ts. */
  event: LogEvent
  action: "C" | "R" | "U" | "D" | "E"
  outcome?: "done" | "refused" | "failed"
  reason?: string | null
  actor: Actor
  patientId?: string | null
  objectKind?: string | null
  objectId?: string | null
  grantId?: string | null
  /** The vault that keeps what was read. */
  copiedTo?: string | null
}

const columns = [
  "id",
  "at",
  "event",
  "action",
  "outcome",
  "reason",
  "actor_kind",
  "actor_id",
  "actor_role",
  "means",
  "session_hash",
  "address",
  "browser",
  "device",
  "patient_id",
  "object_kind",
  "object_id",
  "grant_id",
  "request_id",
] as const
export type AuditRow = Record<(typeof columns)[number] | "copied_to", string | null> & { hmac: string }

/** Length-prefixed, so that no two different rows give the same text. A row from before `copied_to` keeps its text. */
const rowText = (row: Omit<AuditRow, "hmac">) =>
  [...columns.map((column) => row[column]), ...(row.copied_to === null ? [] : [row.copied_to])]
    .map((value) => (value === null ? "-" : `${value.length}:${value}`))
    .join("|")

/** One statement, also for several. */
export async function appendAudit(
  db: Db,
  sealing: Sealing,
  now: Date,
  ...events: [AuditEvent, ...AuditEvent[]]
): Promise<void> {
  await db("audit_events").insert(
    events.map((event) => {
      const row = toRow(event, now)
      return { ...row, hmac: sealing.auditHmac(rowText(row)) }
    }),
  )
}

function toRow(event: AuditEvent, now: Date) {
  const { actor } = event
  return {
    id: randomUUID(),
    at: now.toISOString(),
    event: event.event,
    action: event.action,
    outcome: event.outcome ?? "done",
    reason: event.reason ?? null,
    actor_kind: actor.kind,
    actor_id: actor.id ?? null,
    actor_role: actor.role ?? null,
    means: actor.means ?? null,
    session_hash: actor.sessionHash ?? null,
    address: actor.client?.address ?? null,
    browser: actor.client?.browser ?? null,
    device: actor.client?.device ?? null,
    patient_id: event.patientId ?? null,
    object_kind: event.objectKind ?? null,
    object_id: event.objectId ?? null,
    grant_id: event.grantId ?? null,
    request_id: actor.client?.requestId || null,
    copied_to: event.copiedTo ?? null,
  }
}

/** Every row whose own HMAC no longer fits its text. Reads in pages of 1000. */
export async function findChangedRows(
  db: Db,
  sealing: Sealing,
): Promise<{ checked: number; changed: string[] }> {
  const changed: string[] = []
  let checked = 0
  let after = ""
  for (;;) {
    const rows = (await db("audit_events").where("id", ">", after).orderBy("id").limit(1000)) as AuditRow[]
    for (const row of rows) if (sealing.auditHmac(rowText(row)) !== row.hmac) changed.push(row.id ?? "")
    checked += rows.length
    if (rows.length < 1000) return { checked, changed }
    after = rows.at(-1)?.id ?? ""
  }
}
