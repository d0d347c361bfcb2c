// One BSN, one client in care. The second is refused until a person found out whose it is.
import type { Planned } from "./plan.ts"
import type { Transaction } from "./transaction.ts"

type Refusals = { accepted: Planned[]; refused: { change: Planned; index: string }[] }

export async function refuseSharedBsns(trx: Transaction, patients: Planned[]): Promise<Refusals> {
  const indexes = patients.flatMap((patient) => indexOf(patient) ?? [])
  const holders = await findHolders(trx, indexes)
  // Those in this batch are judged by what they become, not by what they were.
  const inBatch = new Set(patients.map(({ plan }) => plan.rowId))
  for (const [index, rowId] of holders) if (inBatch.has(rowId)) holders.delete(index)
  const result: Refusals = { accepted: [], refused: [] }
  for (const patient of patients) {
    const index = indexOf(patient)
    const isTaken = index !== null && holders.has(index) && holders.get(index) !== patient.plan.rowId
    if (isTaken) result.refused.push({ change: patient, index })
    else result.accepted.push(patient)
    if (index && !isTaken) holders.set(index, patient.plan.rowId)
  }
  return result
}

/** Null for a client without a BSN, not in care any more, or hidden. */
function indexOf({ plan }: Planned): string | null {
  const values = plan.projection.rows.find((row) => row.table === "patients")?.values
  const index = values?.["bsn_index"]
  return values?.["active"] === true && typeof index === "string" ? index : null
}

/** By blind index the id of the client who has it now. */
export async function findHolders(trx: Transaction, indexes: string[]): Promise<Map<string, string>> {
  if (indexes.length === 0) return new Map()
  const rows = (await trx("patients")
    .whereIn("bsn_index", indexes)
    .where({ active: true, visible: true })
    .select("id", "bsn_index")) as { id: string; bsn_index: string }[]
  return new Map(rows.map((row) => [row.bsn_index, row.id]))
}
