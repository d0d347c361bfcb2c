// Records that the ECD merged: what is about the old client belongs to the one that survives.
import type { KnownPatient } from "../mapping/projection.ts"
import type { Transaction } from "./transaction.ts"

/** Longer chains are a mistake in the ECD: then nothing is moved. */
const LONGEST_CHAIN = 5

/** By the id of each merged client; the others are absent. */
export async function findSurvivors(
  trx: Transaction,
  patientIds: string[],
): Promise<Map<string, KnownPatient>> {
  const next = new Map<string, string>()
  const visible = new Map<string, boolean>()
  let wanted = patientIds
  for (let step = 0; wanted.length > 0 && step <= LONGEST_CHAIN; step += 1) {
    const rows = (await trx("patients").whereIn("id", wanted).select("id", "merged_into", "visible")) as {
      id: string
      merged_into: string | null
      visible: boolean | number
    }[]
    for (const row of rows) {
      visible.set(row.id, Boolean(row.visible))
      if (row.merged_into) next.set(row.id, row.merged_into)
    }
    wanted = rows.flatMap(({ merged_into: id }) => (id && !visible.has(id) ? [id] : []))
  }
  const survivors = new Map<string, KnownPatient>()
  for (const id of patientIds) {
    const last = endOfChain(id, next)
    if (last !== id && visible.has(last))
      survivors.set(id, { id: last, isVisible: visible.get(last) === true })
  }
  return survivors
}

function endOfChain(id: string, next: Map<string, string>): string {
  let at = id
  const seen = new Set([id])
  for (let to = next.get(at); to !== undefined; to = next.get(at)) {
    if (seen.has(to)) return id
    seen.add(to)
    at = to
  }
  return at
}
