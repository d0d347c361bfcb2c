// Giving and ending access. Accounts and grants are never made by an import: staff record a signed form.
import type { LogEvent } from "#contract/log-events"
import { randomUUID } from "node:crypto"
import type { Knex } from "knex"
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { EndGround, GrantMistake } from "#contract/desk"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { mobileIndexOf } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { accessEndedMail, accessGivenMail } from "../messages/mail-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { tellAccount, type Telling } from "../organisation/tell-account.ts"
import { holdPatient } from "./desk-version.ts"
import { grantSentences, judgeGrant } from "./grant-rules.ts"
import { samePerson, type PersonOfGrant } from "./same-person.queries.ts"
import { settleTasks } from "./staff-tasks.queries.ts"

/** A mail server may be away for a while; after this the news is old. */
const MAIL_DAYS = 3

export type GrantCode =
  | "not-found"
  | "not-possible"
  | "grant-refused"
  | "slot-taken"
  | "grant-ended"
  | "grants-do-not-fit"
  | "slots-full"

/** The command line says the sentence, the desk has words of its own for the code. */
export class GrantError extends Error {
  readonly code: GrantCode
  readonly mistakes: GrantMistake[]
  constructor(sentence: string, code: GrantCode = "not-possible", mistakes: GrantMistake[] = []) {
    super(sentence)
    this.code = code
    this.mistakes = mistakes
  }
}

/** A form that was refused, with all that is wrong with it. */
export const refusedGrant = (mistakes: GrantMistake[]) =>
  new GrantError(mistakes.map((mistake) => grantSentences[mistake]).join("\n"), "grant-refused", mistakes)

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
}

/** @returns the grant's id. @throws GrantError with a sentence for whoever records it. */
export async function addGrant(deps: Deps, grant: NewGrant, actor: Actor, by: string): Promise<string> {
  const now = deps.now()
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, grant.patientId, grant.seen)
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
    await logGrant(deps, trx, "grant.add", "C", actor, {
      id,
      patientId: grant.patientId,
      reason: grant.formReference,
    })
    if (accountId) await tellReader(trx, deps, accountId, "access-given", accessGivenMail)
    return id
  })
}

async function judge(trx: Db, grant: NewGrant, now: Date): Promise<{ bsnIndex: string | null }> {
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
    isMerged: patient.merged_into !== null,
    endsAt: grant.endsAt,
    now: now.toISOString(),
    today: dateInAmsterdam(now),
  })
  if (mistakes.length > 0) throw refusedGrant(mistakes)
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
      "slot-taken",
    )
}

/** Ends what is still open of these grants, each with its own row in the log. @returns how many. */
export async function endGrants(
  deps: Deps,
  trx: Db,
  which: Knex.QueryBuilder,
  reason: string,
  actor: Actor,
  ground: EndGround | "capacity" | null = null,
): Promise<number> {
  const now = deps.now().toISOString()
  const end = { revoked_at: now, revoked_reason: reason.slice(0, 400), revoked_ground: ground }
  const ended = (await which.whereNull("revoked_at").update(end, ["id", "patient_id"])) as {
    id: string
    patient_id: string
  }[]
  const by = actor.kind === "staff" ? (actor.id ?? "system") : "system"
  for (const { id, patient_id: patientId } of ended) {
    await logGrant(deps, trx, "grant.end", "U", actor, { id, patientId, reason: ground ?? reason })
    await settleTasks(trx, { kinds: ["wrong-record"], objectId: id }, by, deps.now())
  }
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
    const ended = await endAndTell(deps, trx, trx("grants").where({ id }), reason, actor, ground)
    if (ended !== 1) throw noGrant(id)
  })
}

/** As endGrants; each reader hears of it once, and only the grounds that the terms of use name. */
export async function endAndTell(
  deps: Deps,
  trx: Db,
  which: Knex.QueryBuilder,
  reason: string,
  actor: Actor,
  ground: EndGround | "capacity" | null = null,
): Promise<number> {
  const accounts = new Set(await accountsOf(which.clone().whereNull("revoked_at")))
  const ended = await endGrants(deps, trx, which, reason, actor, ground)
  for (const accountId of accounts)
    await tellReader(trx, deps, accountId, "access-ended", (sender) => accessEndedMail(sender, ground))
  return ended
}

export const tellReader = (trx: Db, deps: Deps, accountId: string, purpose: string, mail: Telling["mail"]) =>
  tellAccount(trx, deps, {
    accountId,
    purpose,
    mail,
    giveUpAt: new Date(deps.now().getTime() + MAIL_DAYS * 86_400_000),
  })

type GrantOfPatient = { patientId: string; id: string }
export type GrantEnd = { seen: string; ground: EndGround; reason: string; scope: "patient" | "person" }

/**
 * Ends a grant from its patient's page: with "person" every grant of that person, at all patients, as a notice can ask and
 * a breach of the terms brings. @returns how many ended. @throws GrantError `grant-ended`, Failure `changed-meanwhile`.
 */
export async function endGrantOf(
  deps: Deps,
  { patientId, id }: GrantOfPatient,
  { seen, ground, reason, scope }: GrantEnd,
  actor: Actor,
): Promise<number> {
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const grant = (await trx("grants")
      .where({ id, patient_id: patientId, revoked_at: null })
      .first("account_id", "email_index", "mobile_index")) as PersonOfGrant | undefined
    if (!grant) throw noGrant(id)
    const which = scope === "person" ? samePerson(trx, grant) : trx("grants").where({ id })
    return endAndTell(deps, trx, which, reason, actor, ground)
  })
}

async function accountsOf(which: Knex.QueryBuilder): Promise<string[]> {
  const rows = (await which.select("account_id")) as { account_id: string | null }[]
  return rows.flatMap((row) => row.account_id ?? [])
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

/** One place more than two: staff's decision, with a reason. @returns the number of the place. */
export async function addSlot(
  deps: Deps,
  { patientId, seen, reason, atMost }: { patientId: string; seen: string; reason: string; atMost: number },
  actor: Actor,
  by: string,
): Promise<number> {
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const slots = (await trx("patient_slots").where({ patient_id: patientId }).select("slot")) as {
      slot: number
    }[]
    if (slots.length === 0) throw noPatient(patientId)
    if (slots.length >= atMost)
      throw new GrantError(`Patient ${patientId} has ${atMost} slots already.`, "slots-full")
    const slot = Math.max(...slots.map((one) => one.slot)) + 1
    const created = { created_at: deps.now().toISOString(), created_by: by }
    await trx("patient_slots").insert({ patient_id: patientId, slot, reason, ...created })
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "slot.add",
      action: "C",
      reason: `place ${slot}`,
      actor,
      patientId,
      objectKind: "slot",
      objectId: String(slot),
    })
    return slot
  })
}

const noPatient = (id: string) => new GrantError(`There is no patient ${id}. See: patient list`, "not-found")
const noGrant = (id: string) => new GrantError(`There is no grant ${id}, or it ended already.`, "grant-ended")

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

export const logGrant = (
  deps: Deps,
  trx: Db,
  event: LogEvent,
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
