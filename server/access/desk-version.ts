// What a page of the access desk was made of, as one short text: who saves a page that is older than what holds now is
// told so, instead of undoing a colleague's work unseen.
import { isPostgres, type Db } from "../../db/knex.ts"
import { fail } from "../http/failures.ts"
import { etagOf } from "./etag.ts"

/** Of what staff decide, and of a lock; not of what else readers do, such as registering. */
export async function deskVersion(db: Db, patientId: string): Promise<string> {
  const patient = (await db("patients").where({ id: patientId }).first("has_decision_capacity")) as
    { has_decision_capacity: boolean | number | null } | undefined
  const grants = (await db("grants")
    .where({ patient_id: patientId })
    .whereNull("revoked_at")
    .orderBy("id")
    .select("id", "sections", "ends_at", "locked_at", "form_reference", "form_date")) as Record<
    string,
    string | null
  >[]
  const slots = (await db("patient_slots")
    .where({ patient_id: patientId })
    .orderBy("slot")
    .select("slot")) as {
    slot: number
  }[]
  const forms = (await db("access_forms")
    .where({ patient_id: patientId, decided_at: null })
    .orderBy("id")
    .select("id")) as { id: string }[]
  const capable = patient?.has_decision_capacity ?? null
  return etagOf([
    capable === null ? null : Boolean(capable),
    ...slots.map(({ slot }) => String(slot)),
    ...grants.flatMap((grant) => Object.values(grant)),
    ...forms.map(({ id }) => id),
  ])
}

/**
 * Holds the patient's row until the transaction ends: desks that change one client do so one after the other.
 * @param seen the version of the page that was looked at; left out by the command line. @throws `changed-meanwhile`.
 */
export async function holdPatient(trx: Db, patientId: string, seen: string | undefined): Promise<void> {
  const query = trx("patients").where({ id: patientId })
  if (isPostgres(trx)) void query.forUpdate()
  await query.first("id")
  if (seen !== undefined && seen !== (await deskVersion(trx, patientId))) fail("changed-meanwhile")
}
