// Which of the changes that came in together counts. Pure.
import type { DisplayChange } from "#contract/display"

/**
 * Per field the newest, whatever their order; of equal instants the one that stands last. A clock that runs ahead gets
 * the present, so that it cannot keep out what is chosen later. Sorted by field: two requests at once hold the rows in
 * the same order and never wait for each other in a circle.
 */
export function newestPerField(changes: DisplayChange[], now: Date): DisplayChange[] {
  const newest = new Map<string, DisplayChange>()
  for (const change of changes) {
    const known = newest.get(change.field)
    if (!known || change.changedAt >= known.changedAt) newest.set(change.field, change)
  }
  const latest = now.toISOString()
  return [...newest.values()]
    .map((change) => (change.changedAt > latest ? { ...change, changedAt: latest } : change))
    .sort((a, b) => (a.field < b.field ? -1 : 1))
}
