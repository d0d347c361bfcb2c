// What became of each file of a run.
import { noCounts, takenIn, type Counts, type Outcome } from "./outcome.ts"
import type { Settle } from "./storing/run.ts"

export type FileTally = {
  name: string
  counts: Counts
  /** Reasons of what was refused or hidden, with how many. */
  codes: Map<string, number>
  /** Set when the file as a whole was refused, or is none that the portal reads. */
  whole: "refused" | "ignored" | null
}

export const newTally = (name: string): FileTally => ({
  name,
  counts: noCounts(),
  codes: new Map(),
  whole: null,
})

/** Counts for the file and for the run at once. */
export function settleIn(run: Counts, file: FileTally): Settle {
  return (outcome, code, by = 1) => count(run, file, outcome, code, by)
}

/**
 * For an item that was in quarantine.
 * @param times how often it was counted as quarantined in this run; 0 when it waited since an earlier one.
 */
export function settleAgain(run: Counts, file: FileTally, times: number, waitedFor: string): Settle {
  return (outcome, code) => {
    if (times === 0) for (const counts of [run, file.counts]) counts.itemsRead += 1
    else {
      count(run, file, "quarantined", waitedFor, -times)
      // The same text was in the file more than once: the others add nothing.
      count(run, file, "unchanged", undefined, times - 1)
    }
    count(run, file, outcome, code, 1)
  }
}

function count(run: Counts, file: FileTally, outcome: Outcome, code: string | undefined, by: number) {
  run[outcome] += by
  file.counts[outcome] += by
  if (code) file.codes.set(code, (file.codes.get(code) ?? 0) + by)
}

export type FileOutcome =
  | "applied"
  | "partly"
  | "unchanged"
  | "stored"
  | "skipped"
  /** All of it waits for clients that are not here yet. */
  | "waiting"
  | "refused"
  | "ignored"
  | "empty"

export function outcomeOf({ counts, codes, whole }: FileTally): FileOutcome {
  if (whole === "ignored") return "ignored"
  const taken = takenIn(counts)
  if (whole === "refused" && taken === 0) return "refused"
  if (counts.itemsRead === 0) return "empty"
  if (counts.quarantined > 0 && taken > 0) return "partly"
  if (counts.quarantined > 0)
    return codes.get("subject-unresolved") === counts.quarantined ? "waiting" : "refused"
  if (taken === 0) return "skipped"
  if (taken === counts.unchanged) return "unchanged"
  return taken === counts.storedOnly ? "stored" : "applied"
}
