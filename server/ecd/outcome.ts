// What can become of an item. Every item read ends as exactly one of these: the counting invariant of a run.
export const outcomes = [
  "created",
  "updated",
  "unchanged",
  "stale",
  "deleted",
  "storedOnly",
  "skipped",
  "quarantined",
] as const
export type Outcome = (typeof outcomes)[number]

export type Counts = { itemsRead: number } & Record<Outcome, number>

export const noCounts = (): Counts => ({
  itemsRead: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  stale: 0,
  deleted: 0,
  storedOnly: 0,
  skipped: 0,
  quarantined: 0,
})

export const sumOfOutcomes = (counts: Counts) => outcomes.reduce((sum, outcome) => sum + counts[outcome], 0)

/** What the portal took in or already had; the rest was left out or refused. */
export const takenIn = (counts: Counts) => sumOfOutcomes(counts) - counts.skipped - counts.quarantined

/** `storedOnly` → `stored_only`, as the columns are called. */
export const columnOf = (name: keyof Counts) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
