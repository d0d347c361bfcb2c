// The run as the database knows it: begun, alive, ended. One run per source at a time.
import { randomUUID } from "node:crypto"
import { appendAudit, type Actor } from "../../audit/audit.ts"
import { columnOf, outcomes, type Counts } from "../outcome.ts"
import { timeOf, type EcdDeps, type Run, type Source } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** A run that gave no sign of life for this long was killed. */
export const LEASE_SECONDS = 60
/** How often a run that has nothing to write gives one all the same. */
const SIGN_OF_LIFE_SECONDS = 5

export class ImportBusyError extends Error {
  constructor(sourceName: string) {
    super(
      `Another import of "${sourceName}" is running. Wait until it is ready; if it was killed, try again after ${LEASE_SECONDS} seconds.`,
    )
  }
}

class LeaseLostError extends Error {
  override name = "LeaseLost"
}

/** @throws ImportBusyError */
export async function openRunRow(
  deps: EcdDeps,
  source: Source,
  actor: Actor,
): Promise<{ id: string; isFirst: boolean }> {
  const id = randomUUID()
  const now = deps.now()
  return deps.db.transaction(async (trx) => {
    const deadline = new Date(now.getTime() - LEASE_SECONDS * 1000).toISOString()
    await trx("import_runs")
      .where({ source_id: source.id, status: "running" })
      .where("alive_at", "<=", deadline)
      .update({ status: "aborted", ended_at: now.toISOString(), error: "killed" })
    const running = await trx("import_runs").where({ source_id: source.id, status: "running" }).first("id")
    if (running) throw new ImportBusyError(source.name)
    await trx("import_runs").insert({
      id,
      source_id: source.id,
      mode: "file",
      actor: [actor.kind, actor.id].filter(Boolean).join(" ").slice(0, 120),
      started_at: now.toISOString(),
      alive_at: now.toISOString(),
      status: "running",
    })
    return { id, isFirst: await isFirstRun(trx, source.id) }
  })
}

/** Nothing of the source was read to the end before. */
export async function isFirstRun(trx: Transaction, sourceId: string): Promise<boolean> {
  const ended = await trx("import_runs")
    .where("source_id", sourceId)
    .whereIn("status", ["done", "quarantine"])
    .first("id")
  return ended === undefined
}

/** @param hasWritten false: only the sign of life, and only when it is time for one. */
export async function saveProgress(trx: Transaction, run: Run, hasWritten: boolean): Promise<void> {
  const now = run.deps.now()
  const isDue = now.getTime() - run.aliveAt >= SIGN_OF_LIFE_SECONDS * 1000
  if (run.isDryRun || (!hasWritten && !isDue)) return
  run.aliveAt = now.getTime()
  const mine = await trx("import_runs")
    .where({ id: run.id, status: "running" })
    .update({ ...columnsOf(run.counts), alive_at: now.toISOString() })
  // Out for so long (a machine that slept) that another run took over: this batch is not written.
  if (mine !== 1) throw new LeaseLostError()
}

export type EndStatus = "done" | "quarantine" | "nothing" | "aborted" | "failed"

/** The end of the run and its audit event, or neither. */
export async function closeRunRow(run: Run, status: EndStatus, error: string | null): Promise<void> {
  if (run.isDryRun) return
  const hasFailed = status === "aborted" || status === "failed"
  await run.deps.db.transaction(async (trx) => {
    await trx("import_runs")
      .where({ id: run.id, status: "running" })
      .update({ ...columnsOf(run.counts), status, error, ended_at: timeOf(run) })
    await appendAudit(trx, run.deps.sealing, run.deps.now(), {
      event: "ecd.import",
      action: "E",
      outcome: hasFailed ? "failed" : "done",
      reason: hasFailed ? status : null,
      actor: run.actor,
      objectKind: "import-run",
      objectId: run.id,
    })
  })
}

const columnsOf = (counts: Counts) =>
  Object.fromEntries((["itemsRead", ...outcomes] as const).map((name) => [columnOf(name), counts[name]]))

/** How many items the log of the run holds, by outcome. */
export async function countLogged(run: Run): Promise<Map<string, number>> {
  const rows = (await run.deps
    .db("import_items")
    .where("run_id", run.id)
    .groupBy("outcome")
    .select("outcome")
    .count({ count: "*" })) as { outcome: string; count: number }[]
  return new Map(rows.map((row) => [row.outcome, Number(row.count)]))
}
