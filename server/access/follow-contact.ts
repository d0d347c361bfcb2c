// A reader has another number or e-mail address: the grants that name the old one name the new one.
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { ContactValue } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"

/** What the account had before. */
type Contact = { emailIndex: string; mobileIndex: string }
type GrantRow = { id: string; patient_id: string; role: string }

/** Those the account holds, and those that still wait for this address and this number together. */
export async function followContact(
  trx: Db,
  deps: Deps,
  { accountId, kind, value, valueIndex }: ContactValue,
  before: Contact,
  actor: Actor,
): Promise<void> {
  const now = deps.now()
  const named = { email_index: before.emailIndex, mobile_index: before.mobileIndex }
  const grants = (await trx("grants")
    .whereNull("revoked_at")
    .where({ [`${kind}_index`]: named[`${kind}_index`] })
    .where((own) => {
      void own
        .where({ account_id: accountId })
        .orWhere((open) => void open.whereNull("account_id").where(named))
    })
    .orderBy("id")
    .select("id", "patient_id", "role")) as GrantRow[]
  const keys = await deps.sealing.keysFor(trx, "patient", [...new Set(grants.map((row) => row.patient_id))])
  for (const grant of grants) {
    const key = keys.get(grant.patient_id)
    if (!key) continue
    await trx("grants")
      .where({ id: grant.id })
      .update({
        [kind]: deps.sealing.seal(key, `grants.${kind}`, grant.id, value),
        [`${kind}_index`]: valueIndex,
      })
    await appendAudit(trx, deps.sealing, now, {
      event: "grant.contact",
      action: "U",
      actor: { ...actor, role: grant.role },
      reason: kind,
      patientId: grant.patient_id,
      objectKind: "grant",
      objectId: grant.id,
      grantId: grant.id,
    })
  }
}
