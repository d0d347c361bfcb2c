// The rows behind a client's page at the access desk. Nothing of reports, appointments or plans is asked.
import type { EndGround } from "#contract/desk"
import type { RepresentationBasis, Role } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import type { Death, Precision, Stay } from "../access/end-of-access.ts"
import { samePerson } from "../access/same-person.queries.ts"

export type PatientRow = {
  id: string
  name: Buffer
  bsn: Buffer | null
  birth_date: string | null
  has_decision_capacity: boolean | number | null
  merged_into: string | null
}
export type GrantRow = {
  id: string
  slot: number
  account_id: string | null
  relative_id: string | null
  email: Buffer
  email_index: string
  mobile: Buffer
  mobile_index: string
  role: Role
  basis: RepresentationBasis | null
  sections: string
  form_date: string
  form_reference: string
  ends_at: string | null
  locked_at: string | null
  revoked_at: string | null
  revoked_ground: EndGround | "capacity" | null
  created_at: string
  created_by: string
  last_login_at: string | null
}
export type RelativeRow = {
  id: string
  name: Buffer
  email: Buffer | null
  mobile: Buffer | null
  role: string
  kinship: string | null
  active: boolean | number
  valid_until: string | null
}
export type EventRow = {
  at: string
  event: string
  actor_kind: string
  actor_id: string | null
  slot: number | null
}

/** What staff decided and readers did about access; reading and searching stand in the log itself. */
const accessEvents = [
  "form.add",
  "form.refuse",
  "grant.add",
  "grant.claim",
  "grant.confirm",
  "grant.end",
  "grant.lock",
  "grant.sections",
  "grant.unlock",
  "invitation.cancel",
  "invitation.send",
  "patient.capacity",
  "slot.add",
]
const EVENTS_SHOWN = 30

/** Undefined for a client that may not be seen. */
export async function findDeskPatient(
  db: Db,
  id: string,
): Promise<(PatientRow & { death: Death }) | undefined> {
  const row = (await db("patients").where({ id, visible: true }).first()) as
    | (PatientRow & {
        deceased: boolean | number
        deceased_on: string | null
        deceased_precision: Precision | null
        deceased_first_seen_at: string | null
      })
    | undefined
  if (!row) return undefined
  const death = {
    deceased: Boolean(row.deceased),
    on: row.deceased_on,
    precision: row.deceased_precision,
    firstSeenAt: row.deceased_first_seen_at,
  }
  return { ...row, death }
}

type Place = { name: string; isPsychogeriatric: boolean }

export async function listStays(db: Db, patientId: string): Promise<{ stays: Stay[]; places: Place[] }> {
  const rows = (await db("stays")
    .leftJoin("locations", "locations.id", "stays.location_id")
    .where({ "stays.patient_id": patientId })
    .select("stays.*", "locations.name", "locations.is_psychogeriatric", "locations.visible")) as {
    status: Stay["status"]
    ends_on: string | null
    end_precision: Precision | null
    end_first_seen_at: string | null
    name: string | null
    is_psychogeriatric: boolean | number | null
    visible: boolean | number | null
  }[]
  const active = rows.filter((row) => row.status === "active")
  const shown = (active.length > 0 ? active : rows).filter((row) => row.name && row.visible)
  return {
    stays: rows.map((row) => ({
      status: row.status,
      endsOn: row.ends_on,
      endPrecision: row.end_precision,
      endFirstSeenAt: row.end_first_seen_at,
    })),
    places: [...new Map(shown.map((row) => [row.name, row])).values()].map((row) => ({
      name: row.name ?? "",
      isPsychogeriatric: Boolean(row.is_psychogeriatric),
    })),
  }
}

/** Open ones and ended ones, the newest first. */
export async function listDeskGrants(db: Db, patientId: string): Promise<GrantRow[]> {
  return (await db("grants")
    .leftJoin("accounts", "accounts.id", "grants.account_id")
    .where({ "grants.patient_id": patientId })
    .orderBy("grants.created_at", "desc")
    .select("grants.*", "accounts.last_login_at")) as GrantRow[]
}

export async function listSlots(
  db: Db,
  patientId: string,
): Promise<{ slot: number; reason: string | null }[]> {
  return (await db("patient_slots")
    .where({ patient_id: patientId })
    .orderBy("slot")
    .select("slot", "reason")) as { slot: number; reason: string | null }[]
}

export async function listRelatives(db: Db, patientId: string): Promise<RelativeRow[]> {
  return (await db("relatives").where({ patient_id: patientId }).orderBy("resource_id")) as RelativeRow[]
}

/** Addresses of these that somebody registered with. */
export async function registeredAddresses(db: Db, emailIndexes: string[]): Promise<Set<string>> {
  const rows = (await db("accounts")
    .whereIn("email_index", emailIndexes)
    .where({ state: "active" })
    .select("email_index")) as { email_index: string }[]
  return new Set(rows.map((row) => row.email_index))
}

export type OpenInvitation = { sentAt: string; expiresAt: string }

/** Of these grants the link that still works. */
export async function openInvitations(
  db: Db,
  grantIds: string[],
  now: string,
): Promise<Map<string, OpenInvitation>> {
  const rows = (await db("invitations")
    .whereIn("grant_id", grantIds)
    .where({ used_at: null, superseded_at: null, cancelled_at: null })
    .where("expires_at", ">", now)
    .select("grant_id", "created_at", "expires_at")) as {
    grant_id: string
    created_at: string
    expires_at: string
  }[]
  return new Map(rows.map((row) => [row.grant_id, { sentAt: row.created_at, expiresAt: row.expires_at }]))
}

/** @returns for each open grant of this client at how many other clients the same person has one. */
export async function countOthers(
  db: Db,
  patientId: string,
  grants: GrantRow[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const grant of grants) {
    const [row] = (await samePerson(db, grant)
      .whereNot({ patient_id: patientId })
      .whereNull("revoked_at")
      .countDistinct({ count: "patient_id" })) as { count: number | string }[]
    counts.set(grant.id, Number(row?.count ?? 0))
  }
  return counts
}

export async function listAccessEvents(db: Db, patientId: string): Promise<EventRow[]> {
  return (await db("audit_events")
    .leftJoin("grants", "grants.id", "audit_events.grant_id")
    .where({ "audit_events.patient_id": patientId, "audit_events.outcome": "done" })
    .whereIn("audit_events.event", accessEvents)
    .orderBy("audit_events.at", "desc")
    .limit(EVENTS_SHOWN)
    .select(
      "audit_events.at",
      "audit_events.event",
      "audit_events.actor_kind",
      "audit_events.actor_id",
      "grants.slot",
    )) as EventRow[]
}
