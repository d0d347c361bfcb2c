// The names of the readers themselves: a relative's or, for someone who reads their own record, the patient's.
import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"
import type { Candidate } from "./access.queries.ts"

export async function nameOfReader(db: Db, sealing: Sealing, candidate: Candidate): Promise<string | null> {
  if (!candidate.relativeId) return candidate.name.full
  const row = (await db("relatives")
    .where({ id: candidate.relativeId, patient_id: candidate.patientId })
    .first("id", "name")) as { id: string; name: Buffer } | undefined
  return row ? sealing.open(candidate.key, "relatives.name", row.id, row.name) : null
}
