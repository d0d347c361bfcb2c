// The names of the readers themselves: a relative's or, for someone who reads their own record, the patient's.
import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"
import type { Candidate } from "./access.queries.ts"
import type { OpenRecord } from "./read-record.ts"

export async function nameOfReader(db: Db, sealing: Sealing, candidate: Candidate): Promise<string | null> {
  if (!candidate.relativeId) return candidate.name.full
  const row = (await db("relatives")
    .where({ id: candidate.relativeId, patient_id: candidate.patientId })
    .first("id", "name")) as { id: string; name: Buffer } | undefined
  return row ? sealing.open(candidate.key, "relatives.name", row.id, row.name) : null
}

/**
 * Whose grants these are or were, by the grant's id: the name that was kept when the account was closed, else as the ECD
 * knows the person now; null when nobody knows it any more.
 */
export async function namesOfGrants(
  { trx, patientId, key, name }: OpenRecord,
  sealing: Sealing,
): Promise<Map<string, string | null>> {
  const rows = (await trx("grants")
    .leftJoin("relatives", function () {
      this.on("relatives.id", "grants.relative_id").andOn("relatives.patient_id", "grants.patient_id")
    })
    .where({ "grants.patient_id": patientId })
    .select(
      "grants.id",
      "grants.relative_id",
      "grants.reader_name",
      "relatives.id as known_id",
      "relatives.name",
    )) as {
    id: string
    relative_id: string | null
    reader_name: Buffer | null
    known_id: string | null
    name: Buffer | null
  }[]
  return new Map(
    rows.map((row) => {
      if (row.reader_name) return [row.id, sealing.open(key, "grants.reader_name", row.id, row.reader_name)]
      if (!row.relative_id) return [row.id, name.full]
      return [row.id, row.name && sealing.open(key, "relatives.name", row.known_id ?? "", row.name)]
    }),
  )
}
