// One import from beginning to end: opens the run, feeds it, finishes what waits, closes it with its account.
import type { Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { prepare } from "./checking/prepare.ts"
import { columnOf, noCounts, sumOfOutcomes, takenIn } from "./outcome.ts"
import { createPictures } from "./pictures/pictures.ts"
import type { RawItem } from "./reading/raw-item.ts"
import type { ImportReport } from "./report.ts"
import { ensureSource } from "./sources.ts"
import { loadDetails } from "./storing/details.queries.ts"
import { createDirectory } from "./storing/directory.ts"
import { createKeys } from "./storing/keys.ts"
import { projectAgain } from "./storing/project-again.ts"
import { retryWaiting } from "./storing/retry-waiting.ts"
import { createBatcher, kindOf } from "./storing/run-batches.ts"
import {
  closeRunRow,
  countLogged,
  isFirstRun,
  openRunRow,
  type EndStatus,
} from "./storing/run-row.queries.ts"
import { hashIn, timeOf, type Run } from "./storing/run.ts"
import { settleReturned } from "./storing/settle-returned.ts"
import { newTally, outcomeOf, settleAgain, settleIn, type FileTally } from "./tally.ts"
import { tellDesk } from "./tell-desk.ts"

export type ReadItem = { read: RawItem; file: FileTally }
export type Progress = { file: string; itemsRead: number }
export type ImportOptions = {
  sourceName: string
  actor: Actor
  dryRun?: boolean
  /** After each batch. What it throws stops the import, as a crash would. */
  onProgress?: (progress: Progress) => void
}

/** @param files every file of the run, also those without items. @throws ImportBusyError before anything is read. */
export async function runImport(
  deps: Deps,
  options: ImportOptions,
  files: FileTally[],
  items: AsyncIterable<ReadItem>,
): Promise<ImportReport> {
  const startedAt = deps.now().toISOString()
  const run = await openRun(deps, options)
  let status: EndStatus
  let error: string | null = null
  try {
    await readAll(run, options, items)
    await finish(run, files)
    error = await checkInvariant(run)
    status = error ? "failed" : statusOf(run)
  } catch (stopped) {
    status = "aborted"
    error = kindOf(stopped)
    deps.log.error({ run: run.id, kind: error }, "ecd import stopped")
  }
  await closeRunRow(run, status, error)
  await tellDesk(run)
  deps.log.info({ run: run.id, status, counts: run.counts }, "ecd import")
  return {
    runId: run.isDryRun ? null : run.id,
    source: run.source.name,
    isDryRun: run.isDryRun,
    status,
    error,
    startedAt,
    endedAt: timeOf(run),
    counts: run.counts,
    invariantHolds: sumOfOutcomes(run.counts) === run.counts.itemsRead && status !== "failed",
    files: files.map((file) => ({
      name: file.name,
      outcome: outcomeOf(file),
      counts: file.counts,
      codes: Object.fromEntries(file.codes),
    })),
    warnings: Object.fromEntries(run.warnings),
    hiddenForAbsentConfidentiality: await countUnlabelled(run),
    absentConfidentiality: run.source.settings.absentConfidentiality ?? null,
  }
}

async function openRun(deps: Deps, { sourceName, actor, dryRun = false }: ImportOptions): Promise<Run> {
  const source = await ensureSource(deps, { name: sourceName, kind: "file" })
  const system = await deps.sealing.keyFor(deps.db, systemOwner, deps.now())
  const row = dryRun
    ? { id: "dry-run", isFirst: await deps.db.transaction((trx) => isFirstRun(trx, source.id)) }
    : await openRunRow(deps, source, actor)
  const open = await deps
    .db("quarantined_items")
    .where({ source_id: source.id })
    .whereNull("resolved_at")
    .first("id")
  const run: Run = {
    ...row,
    deps,
    source,
    actor,
    isDryRun: dryRun,
    counts: noCounts(),
    warnings: new Map(),
    directory: createDirectory((trx, targets) => loadDetails(trx, run, targets)),
    keys: createKeys(deps.sealing, system),
    pictures: createPictures(),
    returned: new Map(),
    waiting: new Map(),
    hasOpenQuarantine: open !== undefined,
    aliveAt: deps.now().getTime(),
  }
  return run
}

async function readAll(run: Run, { onProgress }: ImportOptions, items: AsyncIterable<ReadItem>) {
  let current = ""
  const batcher = createBatcher(run, () => onProgress?.({ file: current, itemsRead: run.counts.itemsRead }))
  for await (const { read, file } of items) {
    current = file.name
    run.counts.itemsRead += 1
    file.counts.itemsRead += 1
    if (read.kind === "refused" && read.wholeFile) file.whole = "refused"
    const settle = settleIn(run.counts, file)
    const thing = prepare(read, run.source.settings, hashIn(run))
    if (thing.kind === "skipped") settle("skipped")
    else await batcher.add({ thing, settle })
  }
  await batcher.end()
}

async function finish(run: Run, files: FileTally[]) {
  if (run.isDryRun) return finishDryRun(run)
  const byName = new Map(files.map((file) => [file.name, file]))
  let earlier: FileTally | undefined
  await retryWaiting(run, (location, code, times) => {
    const name = location.replace(/(:\d+)?(#\d+)?$/, "")
    const file = times > 0 ? byName.get(name) : undefined
    if (!file && !earlier) files.push((earlier = newTally("(waited in quarantine)")))
    return settleAgain(run.counts, file ?? (earlier as FileTally), times, code)
  })
  await settleReturned(run)
  await projectAgain(run)
}

/** A client that came later in the same files would have been found by the real run. */
function finishDryRun(run: Run) {
  for (const { settle } of run.returned.values()) settle("updated")
  for (const [id, settles] of run.waiting)
    if (run.directory.get({ type: "Patient", id }))
      for (const settle of settles) {
        settle("quarantined", "subject-unresolved", -1)
        settle("created")
      }
}

/** @returns what is wrong. */
async function checkInvariant(run: Run): Promise<string | null> {
  if (sumOfOutcomes(run.counts) !== run.counts.itemsRead) return "counts-differ"
  if (run.isDryRun) return null
  const logged = await countLogged(run)
  const names = ["created", "updated", "stale", "deleted", "storedOnly", "quarantined"] as const
  const isSame = names.every((name) => (logged.get(columnOf(name)) ?? 0) === run.counts[name])
  return isSame ? null : "log-differs"
}

function statusOf({ counts }: Run): EndStatus {
  if (takenIn(counts) === 0) return "nothing"
  return counts.quarantined > 0 ? "quarantine" : "done"
}

async function countUnlabelled({ deps, source }: Run): Promise<number> {
  const [row] = (await deps
    .db("fhir_resources")
    .where({ source_id: source.id, hidden_reason: "confidentiality-absent" })
    .whereNull("deleted_at")
    .count({ count: "*" })) as { count: number }[]
  return Number(row?.count ?? 0)
}
