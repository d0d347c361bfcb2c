// What was refused, kept sealed until somebody or something resolves it.
import { randomUUID } from "node:crypto"
import type { Knex } from "knex"
import type { Item, Refused } from "../checking/prepare.ts"
import { insertRows, type Values } from "./insert-rows.ts"
import { writeScope } from "./open-raw.ts"
import { hashIn, timeOf, type Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** The same text refused for the same reason is one row, however often it comes. */
export async function writeQuarantine(trx: Transaction, run: Run, refused: Refused[]): Promise<void> {
  const rows = new Map<string, Values>()
  for (const item of refused) {
    const row = rowOf(run, item)
    const key = `${String(row["content_hash"])}|${item.refusal.code}`
    const times = Number(rows.get(key)?.["times_seen"] ?? 0) + 1
    rows.set(key, { ...row, times_seen: times, times_in_run: times })
  }
  await insertRows(trx, "quarantined_items", [...rows.values()], seenAgain)
  if (rows.size > 0) run.hasOpenQuarantine = true
}

function rowOf(run: Run, item: Refused): Values {
  const id = randomUUID()
  const { code, path, message, waitsFor } = item.refusal
  const now = timeOf(run)
  return {
    id,
    source_id: run.source.id,
    run_id: run.id,
    type: item.type,
    resource_id: item.id,
    location: item.location.slice(-400),
    code,
    path: path?.slice(0, 200) ?? null,
    explanation: message,
    raw: run.deps.sealing.seal(run.keys.system, "quarantined_items.raw", id, item.raw),
    scope: writeScope(item.scope),
    content_hash: hashIn(run)(item.raw),
    waits_for_type: waitsFor?.type ?? null,
    waits_for_id: waitsFor?.id ?? null,
    first_seen_at: now,
    last_seen_at: now,
    resolved_at: null,
    resolution: null,
  }
}

const seenAgain = ` on conflict (source_id, content_hash, code) do update set
    times_seen = quarantined_items.times_seen + excluded.times_seen,
    times_in_run = excluded.times_in_run +
      case when quarantined_items.run_id = excluded.run_id then quarantined_items.times_in_run else 0 end,
    run_id = excluded.run_id, location = excluded.location, path = excluded.path, last_seen_at = excluded.last_seen_at,
    waits_for_type = excluded.waits_for_type, waits_for_id = excluded.waits_for_id,
    resolved_at = null, resolution = null`

/**
 * A good version came in: what was refused of the same resource before needs nobody's attention any more. The very
 * same text is left to wait: read again, it turns out unchanged and is counted as that.
 */
export async function resolveReplaced(trx: Transaction, run: Run, items: Item[]): Promise<void> {
  if (!run.hasOpenQuarantine || items.length === 0) return
  await trx("quarantined_items")
    .where("source_id", run.source.id)
    .whereNull("resolved_at")
    .whereIn(
      "resource_id",
      items.map(({ id }) => id),
    )
    .whereIn(
      ["type", "resource_id"],
      items.map(({ type, id }) => [type, id]),
    )
    .where((either) => {
      const hashes = items.map(({ raw }) => hashIn(run)(raw))
      void either.whereNotIn("content_hash", hashes).orWhereNull("waits_for_id")
    })
    .update({ resolved_at: timeOf(run), resolution: "replaced" })
}

/** Items that leave quarantine to be tried again. What they were in this run is forgotten: they are told anew. */
export async function release(trx: Transaction, run: Run, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = (await trx("quarantined_items").whereIn("id", ids).select("type", "resource_id", "code")) as {
    type: string
    resource_id: string
    code: string
  }[]
  await trx("quarantined_items")
    .whereIn("id", ids)
    .update({ resolved_at: timeOf(run), resolution: "imported", times_in_run: 0 })
  await trx("import_items")
    .where({ run_id: run.id, outcome: "quarantined" })
    .whereIn(
      "resource_id",
      rows.map((row) => row.resource_id),
    )
    .whereIn(
      ["type", "resource_id", "code"],
      rows.map((row) => [row.type, row.resource_id, row.code]),
    )
    .delete()
}

export type Waiting = {
  id: string
  run_id: string
  type: string
  resource_id: string
  location: string
  code: string
  raw: Buffer
  scope: string | null
  times_in_run: number
}

/**
 * Open items whose wait is over: their client is known now, or the BSN they came with is free again.
 * @param after the id of the last one of the page before.
 */
export async function findReleasable(
  trx: Transaction,
  run: Run,
  awaited: "bsn" | "client",
  after: string,
  limit: number,
): Promise<Waiting[]> {
  const items = trx("quarantined_items")
    .where("source_id", run.source.id)
    .whereNull("resolved_at")
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
  const holder = trx("patients")
    .whereRaw("patients.bsn_index = quarantined_items.waits_for_id")
    .where({ active: true, visible: true })
  if (awaited === "bsn")
    void items.where({ code: "bsn-duplicate", waits_for_type: "bsn" }).whereNotExists(holder)
  else
    void items
      .where("code", "subject-unresolved")
      .where((either) => void whereClientIsKnown(trx, run, either))
  return (await items.select(
    "id",
    "run_id",
    "type",
    "resource_id",
    "location",
    "code",
    "raw",
    "scope",
    "times_in_run",
  )) as Waiting[]
}

function whereClientIsKnown(trx: Transaction, run: Run, either: Knex.QueryBuilder) {
  const byId = trx("fhir_resources")
    .where({ source_id: run.source.id, type: "Patient" })
    .whereRaw("resource_id = quarantined_items.waits_for_id")
  const byBsn = trx("patients").whereRaw("patients.bsn_index = quarantined_items.waits_for_id")
  const byNumber = trx("patient_identifiers").whereRaw("value_index = quarantined_items.waits_for_id")
  return either
    .where((one) => void one.where("waits_for_type", "Patient").whereExists(byId))
    .orWhere((one) => void one.where("waits_for_type", "identifier").whereExists(byBsn))
    .orWhere((one) => void one.where("waits_for_type", "identifier").whereExists(byNumber))
}
