// Claiming: a grant that staff recorded becomes an account's own. One UPDATE per grant that must hit one row, so two
// accounts can never hold one slot.
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { appendAudit } from "../audit/audit.ts"
import { readOrganisation } from "../organisation/settings.ts"

type Contact = { accountId: string; emailIndex: string; mobileIndex: string; now: Date }
type OpenGrant = { id: string; patient_id: string; role: string; email_index: string; mobile_index: string }

/**
 * The BSN step: claims every open grant of the person with this BSN.
 * @param contact.bsnIndex blind index of the typed nine digits; whose BSN it is follows from the setting `bsnStep`.
 * @returns "contact-differs" when staff recorded that person with another address or number, at this patient: nothing is
 * claimed.
 */
export async function claimByBsn(
  deps: Deps,
  trx: Db,
  contact: Contact & { bsnIndex: string },
): Promise<{ kind: "claimed" | "none" } | { kind: "contact-differs"; patientId: string }> {
  const { bsnStep } = await readOrganisation(trx)
  const grants = (await openGrants(trx, contact.now).where((query) => {
    if (bsnStep === "client") return void query.where("patients.bsn_index", contact.bsnIndex)
    // Own BSN: the patient's counts only where the patient is the reader.
    void query
      .where(
        (self) => void self.whereNull("grants.relative_id").where("patients.bsn_index", contact.bsnIndex),
      )
      .orWhere("relatives.bsn_index", contact.bsnIndex)
  })) as OpenGrant[]
  const own = grants.filter((grant) => isOwn(grant, contact))
  const [other] = grants
  if (own.length === 0)
    return other ? { kind: "contact-differs", patientId: other.patient_id } : { kind: "none" }
  const claimed = await claimAll(deps, trx, own, contact)
  if (claimed === 0) return { kind: "none" }
  await trx("accounts").where({ id: contact.accountId }).update({ bsn_index: contact.bsnIndex })
  return { kind: "claimed" }
}

/** Without a BSN step the proven address and number decide. @returns how many grants were claimed. */
export async function claimByContact(deps: Deps, trx: Db, contact: Contact): Promise<number> {
  const grants = (await openGrants(trx, contact.now)
    .where("grants.email_index", contact.emailIndex)
    .where("grants.mobile_index", contact.mobileIndex)) as OpenGrant[]
  return claimAll(deps, trx, grants, contact)
}

/**
 * The address or number of an account is another one: what staff recorded for these two is claimed now, when the account
 * proved before who it is. Without a BSN step the address and number are that proof.
 */
export async function claimAnew(deps: Deps, trx: Db, contact: Contact): Promise<void> {
  const { bsnStep } = await readOrganisation(trx)
  if (bsnStep === "off") return void (await claimByContact(deps, trx, contact))
  const account = (await trx("accounts")
    .where({ id: contact.accountId })
    .first("bsn_step_at", "bsn_index")) as
    { bsn_step_at: string | null; bsn_index: string | null } | undefined
  if (!account?.bsn_step_at || !account.bsn_index) return
  await claimByBsn(deps, trx, { ...contact, bsnIndex: account.bsn_index })
}

const isOwn = (grant: OpenGrant, contact: Contact) =>
  grant.email_index === contact.emailIndex && grant.mobile_index === contact.mobileIndex

function openGrants(trx: Db, now: Date) {
  return trx("grants")
    .join("patients", "patients.id", "grants.patient_id")
    .leftJoin("relatives", "relatives.id", "grants.relative_id")
    .whereNull("grants.account_id")
    .whereNull("grants.revoked_at")
    .where("grants.starts_at", "<=", now.toISOString())
    .where((query) => {
      void query.whereNull("grants.ends_at").orWhere("grants.ends_at", ">", now.toISOString())
    })
    .select("grants.id", "grants.patient_id", "grants.role", "grants.email_index", "grants.mobile_index")
}

async function claimAll(deps: Deps, trx: Db, grants: OpenGrant[], contact: Contact): Promise<number> {
  let claimed = 0
  for (const grant of grants) {
    const rows = await trx("grants")
      .where({ id: grant.id })
      .whereNull("account_id")
      .whereNull("revoked_at")
      .update({ account_id: contact.accountId, claimed_at: contact.now.toISOString() })
    if (rows !== 1) continue
    claimed += 1
    await appendAudit(trx, deps.sealing, contact.now, {
      event: "grant.claim",
      action: "U",
      actor: { kind: "reader", id: contact.accountId, role: grant.role },
      patientId: grant.patient_id,
      objectKind: "grant",
      objectId: grant.id,
      grantId: grant.id,
    })
  }
  return claimed
}
