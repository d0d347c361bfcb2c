// One import run: what it is about, what it remembers, what it counted.
import type { Deps } from "../../deps.ts"
import type { Actor } from "../../audit/audit.ts"
import type { Counts, Outcome } from "../outcome.ts"
import type { Pictures } from "../pictures/pictures.ts"
import type { SourceSettings } from "../source-settings.ts"
import type { Directory } from "./directory.ts"
import type { Keys } from "./keys.ts"
import type { Transaction } from "./transaction.ts"

export type EcdDeps = Pick<Deps, "db" | "sealing" | "now" | "log">

export type Source = { id: string; name: string; settings: SourceSettings }

export type Run = {
  id: string
  deps: EcdDeps
  source: Source
  actor: Actor
  isDryRun: boolean
  /** Nothing of this source was ever read to the end. */
  isFirst: boolean
  counts: Counts
  warnings: Map<Warning, number>
  directory: Directory
  keys: Keys
  pictures: Pictures
  /** Content of an earlier version that came in again, by `Type/id`: judged at the end of the run. */
  returned: Map<string, ReturnedVersion>
  /** Clients that were waited for in a dry run, which keeps no quarantine: what to tell when they came after all. */
  waiting: Map<string, Settle[]>
  hasOpenQuarantine: boolean
  /** When the lease was last renewed. */
  aliveAt: number
}

export type Warning = "version-reused" | "subject-moved"
/** One thing read; `settle` tells its file what became of it. */
export type Settle = (outcome: Outcome, code?: string, by?: 1 | -1) => void
export type ReturnedVersion = { versionId: string; settle: Settle }

export const timeOf = (run: Run) => run.deps.now().toISOString()

/** Tells equal content from other content; without the keyring nothing can be guessed from it. */
export const hashIn =
  ({ deps: { sealing } }: Run) =>
  (text: string) =>
    sealing.blindIndex("content", text)

export function warn(run: Run, warning: Warning) {
  run.warnings.set(warning, (run.warnings.get(warning) ?? 0) + 1)
}

/** A dry run does everything and keeps nothing. */
class DryRunEnd extends Error {}

export async function inTransaction<T>(run: Run, work: (trx: Transaction) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  try {
    await run.deps.db.transaction(async (trx) => {
      result = { value: await work(trx) }
      if (run.isDryRun) throw new DryRunEnd()
    })
  } catch (error) {
    if (!(error instanceof DryRunEnd)) throw error
  }
  return (result as { value: T }).value
}
