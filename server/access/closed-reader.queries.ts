// The grants of a reader who closed the account: who it was stays for the log, address and number do not.
import type { Db } from "../../db/knex.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

const nameColumn = "grants.reader_name"

type Held = { id: string; patient_id: string; relative_id: string | null }
type Named = { id: string; name: Buffer }

/** As the ECD knows the reader now: a later import may take that person away. */
export async function keepReaderName(trx: Db, sealing: Sealing, accountId: string): Promise<void> {
  const grants = (await trx("grants")
    .where({ account_id: accountId })
    .select("id", "patient_id", "relative_id")) as Held[]
  const keys = await keysOf(trx, sealing, grants)
  for (const grant of grants) {
    const key = keys.get(grant.patient_id)
    const name = key && (await nameOf(trx, sealing, key, grant))
    if (key && name !== undefined)
      await trx("grants")
        .where({ id: grant.id })
        .update({ reader_name: sealing.seal(key, nameColumn, grant.id, name) })
  }
}

const keysOf = (db: Db, sealing: Sealing, grants: { patient_id: string }[]) =>
  sealing.keysFor(db, "patient", [...new Set(grants.map((grant) => grant.patient_id))])

async function nameOf(
  db: Db,
  sealing: Sealing,
  key: DataKey,
  { patient_id: patientId, relative_id: relativeId }: Held,
): Promise<string | undefined> {
  if (relativeId) {
    const row = (await db("relatives").where({ id: relativeId }).first("id", "name")) as Named | undefined
    return row && sealing.open(key, "relatives.name", row.id, row.name)
  }
  const row = (await db("patients").where({ id: patientId }).first("id", "name")) as Named | undefined
  if (!row) return undefined
  return (JSON.parse(sealing.open(key, "patients.name", row.id, row.name)) as { full: string }).full
}

/** The role, the form and the name stay; with what the reader was reached goes. */
export async function eraseContactOfGrants(trx: Db, sealing: Sealing, accountId: string): Promise<void> {
  const grants = (await trx("grants")
    .where({ account_id: accountId })
    .select("id", "patient_id", "relative_id")) as Held[]
  const keys = await keysOf(trx, sealing, grants)
  for (const { id, patient_id: patientId } of grants) {
    const key = keys.get(patientId)
    const nothing = (column: string) => (key ? sealing.seal(key, column, id, "") : Buffer.alloc(0))
    await trx("grants")
      .where({ id })
      .update({
        email: nothing("grants.email"),
        email_index: "",
        mobile: nothing("grants.mobile"),
        mobile_index: "",
      })
  }
}
