// Signed forms and what became of them. With whom they were signed is kept as long as they wait.
import type { FormRefusal } from "#contract/desk"
import type { Db } from "../../db/knex.ts"

export type FormRow = {
  id: string
  patient_id: string
  person: string
  email: Buffer
  mobile: Buffer | null
  form_date: string
  form_reference: string
  recorded_at: string
  recorded_by: string
}

export type NewFormRow = Omit<FormRow, "mobile"> & { mobile: Buffer | null; email_index: string }

export async function insertForm(trx: Db, row: NewFormRow): Promise<void> {
  await trx("access_forms").insert(row)
}

/** The oldest first. */
export async function listWaitingForms(
  db: Db,
  of: { patientId: string } | { ids: string[] },
): Promise<FormRow[]> {
  const query = db("access_forms").whereNull("decided_at").orderBy(["recorded_at", "id"])
  return (await ("ids" in of
    ? query.whereIn("id", of.ids)
    : query.where({ patient_id: of.patientId }))) as FormRow[]
}

export async function findWaitingForm(
  db: Db,
  which: { patient_id: string } & ({ id: string } | { email_index: string }),
): Promise<FormRow | undefined> {
  return (await db("access_forms").where(which).whereNull("decided_at").first()) as FormRow | undefined
}

type Decision = { at: string; by: string } & ({ grantId: string } | { refusal: FormRefusal })

/** The address and number go: a grant has its own, a refusal needs none any more. @returns false when it was decided before. */
export async function decideForm(trx: Db, id: string, decision: Decision): Promise<boolean> {
  const rows = await trx("access_forms")
    .where({ id, decided_at: null })
    .update({
      decided_at: decision.at,
      decided_by: decision.by,
      grant_id: "grantId" in decision ? decision.grantId : null,
      refusal: "refusal" in decision ? decision.refusal : null,
      email: null,
      email_index: null,
      mobile: null,
    })
  return rows === 1
}
