// A client's page at the access desk: both places and who holds them, the relatives that the ECD knows, what happened.
// Names and contact data only; the queries behind it know no report.
import type {
  DeskEvent,
  DeskForm,
  DeskPatient,
  DeskRelative,
  DeskSlot,
  EndedHolder,
  Holder,
} from "#contract/desk"
import type { Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { deskVersion } from "../access/desk-version.ts"
import { endFromEcd, type End } from "../access/end-of-access.ts"
import { listWaitingForms, type FormRow } from "../access/forms.queries.ts"
import { nameIn } from "../access/name-prefixes.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { addDays, dateInAmsterdam } from "../http/amsterdam.ts"
import { readOrganisation } from "../organisation/settings.ts"
import type { DataKey } from "../sealing/sealing.ts"
import {
  countOthers,
  findDeskPatient,
  listAccessEvents,
  listDeskGrants,
  listRelatives,
  listSlots,
  listStays,
  openInvitations,
  registeredAddresses,
  type EventRow,
  type GrantRow,
  type OpenInvitation,
  type PatientRow,
  type RelativeRow,
} from "./desk-patient.queries.ts"
import { staffKey } from "./members.ts"
import { namesOfStaff } from "./members.queries.ts"

/** What each part of the page is made from. */
type Ground = {
  deps: Deps
  key: DataKey
  patient: PatientRow
  name: string
  relatives: RelativeRow[]
  end: End | "no-stay" | null
  registered: Set<string>
  others: Map<string, number>
  invitations: Map<string, OpenInvitation>
  nameOf: (by: string) => string
}

/** @throws Failure `not-found` for an unknown client, and for one that the ECD keeps confidential. */
export async function openDeskPatient(deps: Deps, id: string, actor: Actor): Promise<DeskPatient> {
  return deps.db.transaction(async (trx) => {
    const page = await readDeskPatient(trx, deps, id)
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "patient.desk",
      action: "R",
      actor,
      patientId: id,
      objectKind: "patient",
      objectId: id,
    })
    return page
  })
}

async function readDeskPatient(trx: Db, deps: Deps, id: string): Promise<DeskPatient> {
  const patient = (await findDeskPatient(trx, id)) ?? fail("not-found")
  const { sectionsByRole, accountsPerPatient } = await readOrganisation(trx)
  const key = await deps.sealing.keyFor(trx, { kind: "patient", id }, deps.now())
  const grants = await listDeskGrants(trx, id)
  const open = grants.filter((grant) => grant.revoked_at === null)
  const relatives = await listRelatives(trx, id)
  const { stays, places } = await listStays(trx, id)
  const events = await listAccessEvents(trx, id)
  const slots = await listSlots(trx, id)
  const forms = await listWaitingForms(trx, { patientId: id })
  const end = endFromEcd(patient.death, stays)
  const ground: Ground = {
    deps,
    key,
    patient,
    name: nameIn(deps.sealing.open(key, "patients.name", id, patient.name)),
    relatives,
    end,
    registered: await registeredAddresses(
      trx,
      open.map((grant) => grant.email_index),
    ),
    others: await countOthers(trx, id, open),
    invitations: await openInvitations(
      trx,
      open.map((grant) => grant.id),
      deps.now().toISOString(),
    ),
    nameOf: await naming(
      trx,
      deps,
      [...grants.map((one) => one.created_by), ...forms.map((one) => one.recorded_by)],
      events,
    ),
  }
  return {
    id,
    version: await deskVersion(trx, id),
    name: ground.name,
    birthDate: patient.birth_date,
    bsnEnd: patient.bsn && deps.sealing.open(key, "patients.bsn", id, patient.bsn).slice(-3),
    places,
    isCapable: patient.has_decision_capacity === null ? null : Boolean(patient.has_decision_capacity),
    capacityAt: events.find(({ event }) => event === "patient.capacity")?.at ?? null,
    end: end === "no-stay" || end === null ? end : describeEnd(end, deps.now()),
    mergedInto: patient.merged_into,
    slots: slots.map((slot) => slotOf(ground, slot, grants)),
    mayAddSlot: slots.length < accountsPerPatient,
    forms: forms.map((form) => formOf(ground, form)),
    relatives: relatives.map((row) => relativeOf(ground, row)),
    sectionsByRole,
    events: events.map((row) => eventOf(ground, row)),
  }
}

const describeEnd = ({ reason, lastDay, at }: End, now: Date) => ({ reason, lastDay, isPast: now >= at })

function slotOf(
  ground: Ground,
  { slot, reason }: { slot: number; reason: string | null },
  grants: GrantRow[],
): DeskSlot {
  const own = grants.filter((grant) => grant.slot === slot)
  const holder = own.find((grant) => grant.revoked_at === null)
  const last = holder ? undefined : own[0]
  return {
    slot,
    reason,
    holder: holder ? holderOf(ground, holder) : null,
    last: last ? lastOf(ground, last) : null,
  }
}

const lastOf = (ground: Ground, grant: GrantRow): EndedHolder => ({
  name: personOf(ground, grant).name,
  endedAt: grant.revoked_at ?? "",
  ground: grant.revoked_ground,
})

function personOf({ deps, key, name, relatives }: Ground, grant: GrantRow) {
  const relative = relatives.find(({ id }) => id === grant.relative_id)
  if (!grant.relative_id) return { name, kinship: null }
  // The ECD knows nobody like that any more: the guard keeps the record closed.
  if (!relative) return { name: "", kinship: null }
  return {
    name: deps.sealing.open(key, "relatives.name", relative.id, relative.name),
    kinship: relative.kinship,
  }
}

function holderOf(ground: Ground, grant: GrantRow): Holder {
  const { deps, key } = ground
  const lastDay = lastDayOf(ground, grant)
  return {
    grantId: grant.id,
    ...personOf(ground, grant),
    isPatient: grant.relative_id === null,
    role: grant.role,
    basis: grant.basis,
    email: deps.sealing.open(key, "grants.email", grant.id, grant.email),
    maskedMobile: maskMobile(deps.sealing.open(key, "grants.mobile", grant.id, grant.mobile)),
    sections: grant.sections.split(",") as Section[],
    formDate: grant.form_date,
    formReference: grant.form_reference,
    state: stateOf(ground, grant, lastDay),
    lastDay,
    lastLoginAt: grant.last_login_at,
    lockedAt: grant.locked_at,
    invitation: grant.account_id ? null : (ground.invitations.get(grant.id) ?? null),
    givenAt: grant.created_at,
    givenBy: ground.nameOf(grant.created_by),
    otherPatients: ground.others.get(grant.id) ?? 0,
  }
}

/** The earlier of what staff set and what follows from departure or death. */
function lastDayOf({ end }: Ground, { ends_at: endsAt }: GrantRow): string | null {
  // The instant itself is closed: the last day is the day of the moment just before it.
  const own = endsAt ? dateInAmsterdam(new Date(Date.parse(endsAt) - 1)) : null
  const ecd = end && end !== "no-stay" ? end.lastDay : null
  return own && ecd ? (own < ecd ? own : ecd) : (own ?? ecd)
}

/** As the guard judges it: then nothing opens. */
function isNobodys(relatives: RelativeRow[], { relative_id: id }: GrantRow): boolean {
  const relative = relatives.find((one) => one.id === id)
  return id !== null && (relative === undefined || relative.role === "financialOnly")
}

function stateOf(
  { deps, registered, relatives }: Ground,
  grant: GrantRow,
  lastDay: string | null,
): Holder["state"] {
  if (lastDay && addDays(lastDay, 1) <= dateInAmsterdam(deps.now())) return "ended"
  if (isNobodys(relatives, grant)) return "closed"
  if (grant.locked_at) return "locked"
  if (!grant.account_id) return registered.has(grant.email_index) ? "registered" : "waiting"
  return lastDay ? "ends" : "active"
}

function relativeOf({ deps, key }: Ground, row: RelativeRow): DeskRelative {
  const open = (column: "name" | "email" | "mobile") => {
    const sealed = row[column]
    return sealed && deps.sealing.open(key, `relatives.${column}`, row.id, sealed)
  }
  const today = dateInAmsterdam(deps.now())
  return {
    id: row.id,
    name: open("name") ?? "",
    role: row.role as DeskRelative["role"],
    kinship: row.kinship,
    isActive: Boolean(row.active) && (row.valid_until === null || row.valid_until >= today),
    email: open("email"),
    mobile: open("mobile"),
  }
}

function formOf({ deps, key, name, relatives, nameOf }: Ground, row: FormRow): DeskForm {
  const open = (column: string, sealed: Buffer) =>
    deps.sealing.open(key, `access_forms.${column}`, row.id, sealed)
  const relative = relatives.find(({ id }) => id === row.person)
  return {
    id: row.id,
    person: row.person,
    name: row.person === "self" ? name : relative ? nameOfRelative({ deps, key }, relative) : "",
    email: open("email", row.email),
    mobile: row.mobile && open("mobile", row.mobile),
    formDate: row.form_date,
    formReference: row.form_reference,
    recordedAt: row.recorded_at,
    recordedBy: nameOf(row.recorded_by),
  }
}

const nameOfRelative = ({ deps, key }: Pick<Ground, "deps" | "key">, { id, name }: RelativeRow) =>
  deps.sealing.open(key, "relatives.name", id, name)

const eventOf = (
  { nameOf }: Ground,
  { at, event, actor_kind: kind, actor_id: by, slot }: EventRow,
): DeskEvent => ({
  at,
  event,
  slot,
  by: kind === "reader" ? "reader" : nameOf(by ?? kind),
})

/** Staff by name; whatever else did something keeps its own name. */
async function naming(
  trx: Db,
  deps: Deps,
  creators: string[],
  events: EventRow[],
): Promise<(by: string) => string> {
  const ids = [...creators, ...events.flatMap(({ actor_id: by }) => by ?? [])]
  const names = await namesOfStaff(trx, deps.sealing, await staffKey(trx, deps), [...new Set(ids)])
  return (by) => names.get(by) ?? by
}
