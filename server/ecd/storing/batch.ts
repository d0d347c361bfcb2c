// What became of the items of a batch: written to the log with the batch, told to the run once it is committed.
import type { Outcome } from "../outcome.ts"
import type { Settle } from "./run.ts"

export type LoggedItem = {
  type: string | null
  id: string | null
  versionKey: string | null
  outcome: Outcome
  code: string | null
}
type Thing = { type: string | null; id: string | null; versionKey?: string }

export type Batch = {
  readonly log: LoggedItem[]
  /** Runs after the commit. */
  after(tell: () => void): void
  became(thing: Thing, outcome: Outcome, code: string | null, settle: Settle): void
  commit(): void
}

export function openBatch(): Batch {
  const log: LoggedItem[] = []
  const tellings: (() => void)[] = []
  return {
    log,
    after: (tell) => void tellings.push(tell),
    became({ type, id, versionKey }, outcome, code, settle) {
      log.push({ type, id, versionKey: versionKey ?? null, outcome, code })
      tellings.push(() => settle(outcome, code ?? undefined))
    },
    commit: () => tellings.forEach((tell) => tell()),
  }
}
