// Giving access, and what it opens. Accounts and grants are never made by an import: staff record a signed form.
import { randomUUID } from "node:crypto"
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { mobileIndexOf } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { accessGivenMail } from "../messages/mail-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { holdPatient } from "./desk-version.ts"
import { decideForm, findWaitingForm } from "./forms.queries.ts"
import { endGrants, type GrantOfPatient } from "./end-grants.ts"
import { GrantError, noGrant, noPatient, refusedGrant } from "./grant-error.ts"
import { logGrant, tellReader } from "./grant-news.ts"
import { judgeGrant } from "./grant-rules.ts"
import { settleTasks } from "./staff-tasks.queries.ts"

export type NewGrant = {
  /** The version of the page that staff looked at (desk-version.ts); the command line has none. */
  seen?: string
  patientId: string
  slot: number
  /** The relative's id, or "self" for the patient. */
  person: string
  /** As normalised by server/credentials: lower case address, E.164 number. */
  email: string
  mobile: string
  role: Role
  basis?: RepresentationBasis
  formDate: string
  formReference: string
  sections: Section[]
  endsAt?: string
  /** The form that waited for this; without one, whichever waits of this address. */
  formId?: string
}

/** @returns the grant's id. @throws GrantError with a sentence for whoever records it. */
export async function addGrant(deps: Deps, grant: NewGrant, actor: Actor, by: string): Promise<string> {
  const now = deps.now()
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, grant.patientId, grant.seen)
    const emailIndex = emailIndexOf(deps.sealing, grant.email)
    const relative = await judge(trx, grant, emailIndex, now)
    await freeExpiredSlot(deps, trx, grant, actor)
    const id = randomUUID()
    const key = await deps.sealing.keyFor(trx, { kind: "patient", id: grant.patientId }, now)
    const mobileIndex = mobileIndexOf(deps.sealing, grant.mobile)
    const accountId = await provenAccount(trx, { emailIndex, mobileIndex, bsnIndex: relative.bsnIndex })
    await trx("grants").insert({
      id,
      patient_id: grant.patientId,
      slot: grant.slot,
      account_id: accountId,
      relative_id: grant.person === "self" ? null : grant.person,
      email: deps.sealing.seal(key, "grants.email", id, grant.email),
      email_index: emailIndex,
      mobile: deps.sealing.seal(key, "grants.mobile", id, grant.mobile),
      mobile_index: mobileIndex,
      role: grant.role,
      basis: grant.basis ?? null,
      sections: grant.sections.join(","),
      form_date: grant.formDate,
      form_reference: grant.formReference,
      starts_at: now.toISOString(),
      ends_at: grant.endsAt ?? null,
      created_at: now.toISOString(),
      created_by: by,
    })
    await logGrant(deps, trx, "grant.add", "C", actor, {
      id,
      patientId: grant.patientId,
      reason: grant.formReference,
    })
    await approveForm(deps, trx, grant, id, emailIndex, by)
    if (accountId) await tellReader(trx, deps, accountId, "access-given", accessGivenMail)
    return id
  })
}

/** Access is given on a form that waited: that one is decided. */
async function approveForm(
  deps: Deps,
  trx: Db,
  { patientId, formId }: NewGrant,
  grantId: string,
  emailIndex: string,
  by: string,
) {
  const which = formId === undefined ? { email_index: emailIndex } : { id: formId }
  const form = await findWaitingForm(trx, { patient_id: patientId, ...which })
  const now = deps.now()
  if (form && (await decideForm(trx, form.id, { at: now.toISOString(), by, grantId })))
    await settleTasks(trx, { kinds: ["form-waiting"], objectId: form.id }, by, now)
  else if (formId !== undefined)
    throw new GrantError(`Form ${formId} does not wait any more.`, "form-decided")
}

async function judge(
  trx: Db,
  grant: NewGrant,
  emailIndex: string,
  now: Date,
): Promise<{ bsnIndex: string | null }> {
  const patient = (await trx("patients").where({ id: grant.patientId }).first()) as
    | { has_decision_capacity: boolean | number | null; bsn_index: string | null; merged_into: string | null }
    | undefined
  if (!patient) throw noPatient(grant.patientId)
  const slot = await trx("patient_slots").where({ patient_id: grant.patientId, slot: grant.slot }).first()
  if (!slot) throw new GrantError(`Patient ${grant.patientId} has no slot ${grant.slot}.`, "not-found")
  const isPatient = grant.person === "self"
  const relative = isPatient
    ? undefined
    : ((await trx("relatives").where({ id: grant.person, patient_id: grant.patientId }).first()) as
        { role: string; active: boolean | number; bsn_index: string | null } | undefined)
  if (!isPatient && !relative)
    throw new GrantError(`Patient ${grant.patientId} has no relative ${grant.person}.`, "not-found")
  const capacity = patient.has_decision_capacity
  const mistakes = judgeGrant({
    slot: grant.slot,
    role: grant.role,
    isPatient,
    relativeRole: relative?.role,
    relativeIsActive: Boolean(relative?.active),
    basis: grant.basis,
    sections: grant.sections,
    formDate: grant.formDate,
    formReference: grant.formReference,
    hasDecisionCapacity: capacity === null ? null : Boolean(capacity),
    hasPlace: await placeOf(trx, grant, emailIndex, now),
    isMerged: patient.merged_into !== null,
    endsAt: grant.endsAt,
    now: now.toISOString(),
    today: dateInAmsterdam(now),
  })
  if (mistakes.length > 0) throw refusedGrant(mistakes)
  return { bsnIndex: (isPatient ? patient.bsn_index : relative?.bsn_index) ?? null }
}

/** Who reads twice under two accounts, or two who share one, could not be told apart in the log. */
async function placeOf(
  trx: Db,
  { patientId, slot, person }: NewGrant,
  emailIndex: string,
  now: Date,
): Promise<"person" | "address" | null> {
  const others = (await trx("grants")
    .where({ patient_id: patientId, revoked_at: null })
    .whereNot({ slot })
    .where((query) => void query.whereNull("ends_at").orWhere("ends_at", ">", now.toISOString()))
    .select("relative_id", "email_index")) as { relative_id: string | null; email_index: string }[]
  if (others.some((one) => (one.relative_id ?? "self") === person)) return "person"
  return others.some((one) => one.email_index === emailIndex) ? "address" : null
}

/** The index that keeps one holder per slot cannot use the clock, so an ended holder is revoked here. */
async function freeExpiredSlot(deps: Deps, trx: Db, { patientId, slot }: NewGrant, actor: Actor) {
  const ended = trx("grants")
    .where({ patient_id: patientId, slot })
    .where("ends_at", "<=", deps.now().toISOString())
  await endGrants(deps, trx, ended, "ended before a new grant", actor)
  const holder = await trx("grants")
    .where({ patient_id: patientId, slot })
    .whereNull("revoked_at")
    .first("id")
  if (holder)
    throw new GrantError(
      `Slot ${slot} is taken by grant ${(holder as { id: string }).id}. End that one first.`,
      "slot-taken",
    )
}

/** Someone who already proved who they are gets a later grant at once. */
async function provenAccount(
  trx: Db,
  person: { emailIndex: string; mobileIndex: string; bsnIndex: string | null },
): Promise<string | null> {
  const account = (await trx("accounts")
    .where({ state: "active", email_index: person.emailIndex, mobile_index: person.mobileIndex })
    .first("id", "bsn_step_at", "bsn_index")) as
    { id: string; bsn_step_at: string | null; bsn_index: string | null } | undefined
  if (!account) return null
  const { bsnStep } = await readOrganisation(trx)
  const hasProved = {
    off: true,
    client: account.bsn_step_at !== null,
    own: person.bsnIndex !== null && account.bsn_index === person.bsnIndex,
  }
  return hasProved[bsnStep] ? account.id : null
}

/** Which sections a holder may read from now on. */
export async function changeSections(
  deps: Deps,
  { patientId, id }: GrantOfPatient,
  { seen, sections }: { seen: string; sections: Section[] },
  actor: Actor,
): Promise<void> {
  if (sections.length === 0) throw refusedGrant(["sections-empty"])
  await deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const rows = await trx("grants")
      .where({ id, patient_id: patientId, revoked_at: null })
      .update({ sections: sections.join(",") })
    if (rows !== 1) throw noGrant(id)
    await logGrant(deps, trx, "grant.sections", "U", actor, { id, patientId, reason: sections.join(",") })
  })
}

/** Wilsbekwaam or wilsonbekwaam: staff decide and record it, never an import. */
export async function setDecisionCapacity(deps: Deps, patientId: string, capable: boolean, actor: Actor) {
  await deps.db.transaction((trx) => recordCapacity(deps, trx, patientId, capable, actor))
}

/** Only what holds; capacity.ts judges what it does to who holds a place. */
export async function recordCapacity(
  deps: Deps,
  trx: Db,
  patientId: string,
  capable: boolean,
  actor: Actor,
): Promise<void> {
  const rows = await trx("patients").where({ id: patientId }).update({ has_decision_capacity: capable })
  if (rows !== 1) throw noPatient(patientId)
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "patient.capacity",
    action: "U",
    reason: capable ? "capable" : "not capable",
    actor,
    patientId,
    objectKind: "patient",
    objectId: patientId,
  })
}
