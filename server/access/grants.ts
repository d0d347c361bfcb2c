// Giving and ending access. Accounts and grants are never made by an import: staff record a signed form.
import { randomUUID } from "node:crypto"
import type { Knex } from "knex"
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { mobileIndexOf } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { accessEndedMail, accessGivenMail } from "../messages/mail-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { tellAccount, type Telling } from "../organisation/tell-account.ts"
import { judgeGrant } from "./grant-rules.ts"

/** A mail server may be away for a while; after this the news is old. */
const MAIL_DAYS = 3

export class GrantError extends Error {}

export type NewGrant = {
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
}

/** @returns the grant's id. @throws GrantError with a sentence for whoever records it. */
export async function addGrant(deps: Deps, grant: NewGrant, actor: Actor, by: string): Promise<string> {
  const now = deps.now()
  return deps.db.transaction(async (trx) => {
    const relative = await judge(trx, grant, now)
    await freeExpiredSlot(deps, trx, grant, actor)
    const id = randomUUID()
    const key = await deps.sealing.keyFor(trx, { kind: "patient", id: grant.patientId }, now)
    const emailIndex = emailIndexOf(deps.sealing, grant.email)
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
    await log(deps, trx, "grant.add", "C", actor, {
      id,
      patientId: grant.patientId,
      reason: grant.formReference,
    })
    if (accountId) await tell(trx, deps, accountId, "access-given", accessGivenMail)
    return id
  })
}

async function judge(trx: Db, grant: NewGrant, now: Date): Promise<{ bsnIndex: string | null }> {
  const patient = (await trx("patients").where({ id: grant.patientId }).first()) as
    { has_decision_capacity: boolean | number | null; bsn_index: string | null } | undefined
  if (!patient) throw new GrantError(`There is no patient ${grant.patientId}. See: patient list`)
  const slot = await trx("patient_slots").where({ patient_id: grant.patientId, slot: grant.slot }).first()
  if (!slot) throw new GrantError(`Patient ${grant.patientId} has no slot ${grant.slot}.`)
  const isPatient = grant.person === "self"
  const relative = isPatient
    ? undefined
    : ((await trx("relatives").where({ id: grant.person, patient_id: grant.patientId }).first()) as
        { role: string; active: boolean | number; bsn_index: string | null } | undefined)
  if (!isPatient && !relative)
    throw new GrantError(`Patient ${grant.patientId} has no relative ${grant.person}.`)
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
    today: dateInAmsterdam(now),
  })
  if (mistakes.length > 0) throw new GrantError(mistakes.join("\n"))
  return { bsnIndex: (isPatient ? patient.bsn_index : relative?.bsn_index) ?? null }
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
    )
}

/** Ends what is still open of these grants, each with its own row in the log. @returns how many. */
export async function endGrants(
  deps: Deps,
  trx: Db,
  which: Knex.QueryBuilder,
  reason: string,
  actor: Actor,
): Promise<number> {
  const now = deps.now().toISOString()
  const ended = (await which
    .whereNull("revoked_at")
    .update({ revoked_at: now, revoked_reason: reason.slice(0, 400) }, ["id", "patient_id"])) as {
    id: string
    patient_id: string
  }[]
  for (const { id, patient_id: patientId } of ended)
    await log(deps, trx, "grant.end", "U", actor, { id, patientId, reason })
  return ended.length
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

/** The grounds of the terms of use: the reader's own notice, breach of the terms, unlawful use. */
export const endGrounds = ["request", "terms", "law"] as const
export type EndGround = (typeof endGrounds)[number]

/**
 * Ends a grant now, and tells its reader. @param reason for the log; the reader hears the ground only.
 * @throws GrantError when there is none to end.
 */
export async function endGrant(
  deps: Deps,
  id: string,
  reason: string,
  actor: Actor,
  ground?: EndGround,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const noted = ground ? `${ground}: ${reason}` : reason
    const ended = await endGrants(deps, trx, trx("grants").where({ id }), noted, actor)
    if (ended !== 1) throw new GrantError(`There is no grant ${id}, or it ended already.`)
    const row = (await trx("grants").where({ id }).first("account_id")) as { account_id: string | null }
    if (row.account_id)
      await tell(trx, deps, row.account_id, "access-ended", (sender) =>
        accessEndedMail(sender, ground ?? null),
      )
  })
}

const tell = (trx: Db, deps: Deps, accountId: string, purpose: string, mail: Telling["mail"]) =>
  tellAccount(trx, deps, {
    accountId,
    purpose,
    mail,
    giveUpAt: new Date(deps.now().getTime() + MAIL_DAYS * 86_400_000),
  })

/** Wilsbekwaam or wilsonbekwaam: staff decide and record it, never an import. */
export async function setDecisionCapacity(deps: Deps, patientId: string, capable: boolean, actor: Actor) {
  await deps.db.transaction(async (trx) => {
    const rows = await trx("patients").where({ id: patientId }).update({ has_decision_capacity: capable })
    if (rows !== 1) throw new GrantError(`There is no patient ${patientId}. See: patient list`)
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "patient.capacity",
      action: "U",
      reason: capable ? "capable" : "not capable",
      actor,
      patientId,
      objectKind: "patient",
      objectId: patientId,
    })
  })
}

const log = (
  deps: Deps,
  trx: Db,
  event: string,
  action: "C" | "U",
  actor: Actor,
  grant: { id: string; patientId: string; reason: string },
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    actor,
    reason: grant.reason.slice(0, 120),
    patientId: grant.patientId,
    objectKind: "grant",
    objectId: grant.id,
    grantId: grant.id,
  })
