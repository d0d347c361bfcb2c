// What ending somebody's access takes away, shown before it is done: at which clients, and on how many devices.
import type { EndPreview } from "#contract/desk"
import { nameIn } from "../access/name-prefixes.ts"
import { samePerson, type PersonOfGrant } from "../access/same-person.queries.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"

type Row = { id: string; slot: number; patient_id: string; name: Buffer; visible: boolean | number }

/** @throws Failure `grant-ended`. The names that it shows are in the log, as in the desk's search. */
export async function previewEnd(
  deps: Deps,
  { patientId, id }: { patientId: string; id: string },
  actor: Actor,
): Promise<EndPreview> {
  return deps.db.transaction(async (trx) => {
    const grant = (await trx("grants")
      .where({ id, patient_id: patientId, revoked_at: null })
      .first("account_id", "email_index", "mobile_index")) as PersonOfGrant | undefined
    if (!grant) return fail("grant-ended")
    const ids = samePerson(trx, grant).whereNull("revoked_at").select("id")
    const rows = (await trx("grants")
      .join("patients", "patients.id", "grants.patient_id")
      .whereIn("grants.id", ids)
      .orderBy(["grants.created_at", "grants.id"])
      .select("grants.id", "grants.slot", "grants.patient_id", "patients.name", "patients.visible")) as Row[]
    const keys = await deps.sealing.keysFor(trx, "patient", [...new Set(rows.map((row) => row.patient_id))])
    const nameOf = (row: Row): string => {
      const key = row.visible ? keys.get(row.patient_id) : undefined
      return key ? nameIn(deps.sealing.open(key, "patients.name", row.patient_id, row.name)) : ""
    }
    const clients = rows
      .map((row) => ({ name: nameOf(row), slot: row.slot, isThis: row.id === id }))
      .sort((a, b) => Number(b.isThis) - Number(a.isThis))
    for (const row of rows.filter((one) => one.patient_id !== patientId))
      await appendAudit(trx, deps.sealing, deps.now(), {
        event: "patient.found",
        action: "R",
        actor,
        patientId: row.patient_id,
        objectKind: "patient",
        objectId: row.patient_id,
      })
    const [kept] = grant.account_id
      ? ((await trx("vaults")
          .where({ account_id: grant.account_id, ended_at: null })
          .count({ count: "*" })) as {
          count: number
        }[])
      : []
    return { clients, devices: Number(kept?.count ?? 0), hasAccount: grant.account_id !== null }
  })
}
