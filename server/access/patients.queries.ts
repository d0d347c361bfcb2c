// Patients and their relatives by name, for the people who record grants.
import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"

export type PatientEntry = {
  id: string
  name: string
  birthDate: string | null
  hasDecisionCapacity: boolean | null
  relatives: { id: string; name: string; role: string }[]
}
type PatientRow = {
  id: string
  name: Buffer
  birth_date: string | null
  has_decision_capacity: boolean | number | null
}
type RelativeRow = { id: string; patient_id: string; name: Buffer; role: string }

export async function listPatients(db: Db, sealing: Sealing): Promise<PatientEntry[]> {
  const patients = (await db("patients")
    .whereNull("merged_into")
    .where({ visible: true })
    .orderBy("id")) as PatientRow[]
  const relatives = (await db("relatives").where({ active: true }).orderBy("id")) as RelativeRow[]
  const keys = await sealing.keysFor(
    db,
    "patient",
    patients.map((patient) => patient.id),
  )
  return patients.flatMap((row) => {
    const key = keys.get(row.id)
    if (!key) return []
    const { full } = JSON.parse(sealing.open(key, "patients.name", row.id, row.name)) as { full: string }
    const capacity = row.has_decision_capacity
    const entry: PatientEntry = {
      id: row.id,
      name: full,
      birthDate: row.birth_date,
      hasDecisionCapacity: capacity === null ? null : Boolean(capacity),
      relatives: relatives
        .filter((relative) => relative.patient_id === row.id)
        .map(({ id, name, role }) => ({ id, role, name: sealing.open(key, "relatives.name", id, name) })),
    }
    return [entry]
  })
}
