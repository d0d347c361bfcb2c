// The demo's accounts (past their BSN step) and the grants of the signed forms.
import { legalTextKinds } from "#contract/organisation"
import { claimByBsn } from "../access/claim.ts"
import { addGrant, setDecisionCapacity } from "../access/grants.ts"
import type { Actor } from "../audit/audit.ts"
import { createAccount } from "../credentials/accounts.queries.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { mobileIndexOf } from "../credentials/mobile.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { addDays, dateInAmsterdam } from "../http/amsterdam.ts"
import { acceptText, currentLegalText } from "../organisation/legal-texts.ts"
import { demoGrants, demoPeople, demoWithoutCapacity, type DemoPerson } from "./people.ts"

export async function loadDemoAccounts(deps: Deps, actor: Actor): Promise<void> {
  const patients = await idsOf(deps, "Patient", "patients")
  const relatives = await idsOf(deps, "RelatedPerson", "relatives")
  for (const [ecdId, id] of patients)
    await setDecisionCapacity(deps, id, !demoWithoutCapacity.includes(ecdId), actor)
  await addGrants(deps, patients, relatives, actor)
  const hashes = new Map<string, string>()
  for (const { email, password } of demoPeople)
    if (password) hashes.set(email, await hashPassword(deps, password))
  // One transaction: an account is what tells the next start that the demo is complete.
  await deps.db.transaction(async (trx) => {
    for (const person of demoPeople) {
      const hash = hashes.get(person.email)
      if (hash) await addAccount(deps, trx, person, hash)
    }
  })
}

/** The ECD's id → ours. */
async function idsOf(deps: Deps, type: string, table: string): Promise<Map<string, string>> {
  const rows = (await deps
    .db(table)
    .join("fhir_resources", "fhir_resources.id", `${table}.fhir_resource_id`)
    .where("fhir_resources.type", type)
    .select(`${table}.id`, "fhir_resources.resource_id")) as { id: string; resource_id: string }[]
  return new Map(rows.map((row) => [row.resource_id, row.id]))
}

async function addGrants(
  deps: Deps,
  patients: Map<string, string>,
  relatives: Map<string, string>,
  actor: Actor,
) {
  const formDate = addDays(dateInAmsterdam(deps.now()), -60)
  for (const grant of demoGrants) {
    const patientId = found(patients, grant.patient)
    const person = demoPeople.find((one) => one.email.startsWith(`${grant.reader}@`)) as DemoPerson
    const taken = await deps.db("grants").where({ patient_id: patientId, slot: grant.slot }).first("id")
    if (taken) continue
    const request = {
      patientId,
      slot: grant.slot,
      person: grant.relative ? found(relatives, grant.relative) : "self",
      email: person.email,
      mobile: person.mobile,
      role: grant.role,
      ...(grant.basis && { basis: grant.basis }),
      formDate,
      formReference: `Aanmeldformulier ${grant.patient}-${grant.slot}`,
      sections: grant.sections,
    }
    await addGrant(deps, request, actor, "demo")
  }
}

function found(ids: Map<string, string>, ecdId: string): string {
  const id = ids.get(ecdId)
  if (!id) throw new Error(`The demo bundles miss ${ecdId}.`)
  return id
}

/** An account past its BSN step, with the grants that wait for this person. */
export async function addAccount(
  deps: Deps,
  trx: Deps["db"],
  { email, mobile, bsn }: DemoPerson,
  passwordHash: string,
) {
  const now = deps.now()
  // As if they registered some weeks ago and looked in two days ago, so that "Nieuw" means something.
  const registered = daysBefore(now, 45)
  const account = { email, mobile, passwordHash, emailConfirmedAt: registered, mobileConfirmedAt: registered }
  const accountId = await createAccount(trx, deps.sealing, { state: "active", ...account }, registered)
  const bsnIndex = deps.sealing.blindIndex("bsn", bsn)
  await trx("accounts")
    .where({ id: accountId })
    .update({
      bsn_step_at: registered.toISOString(),
      bsn_index: bsnIndex,
      last_login_at: daysBefore(now, 2).toISOString(),
    })
  for (const kind of legalTextKinds) {
    const text = await currentLegalText(trx, kind, now)
    if (text) await acceptText(trx, { accountId, kind, version: text.version, at: registered.toISOString() })
  }
  await claimByBsn(deps, trx, {
    accountId,
    bsnIndex,
    emailIndex: emailIndexOf(deps.sealing, email),
    mobileIndex: mobileIndexOf(deps.sealing, mobile),
    now,
  })
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)
