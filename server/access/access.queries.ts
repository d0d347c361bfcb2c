// What the guard needs to know of a reader and a patient, in two statements.
import type { Role, Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { parseSettings, type OrganisationSettings } from "../organisation/settings.ts"
import type { DataKey, Sealing, WrappedKey } from "../sealing/sealing.ts"
import type { Precision, Stay } from "./end-of-access.ts"
import type { Situation } from "./guard.ts"

type GrantRow = WrappedKey & {
  id: string
  patient_id: string
  relative_id: string | null
  role: Role
  sections: string
  starts_at: string
  ends_at: string | null
  locked_at: string | null
  deceased: boolean | number
  deceased_on: string | null
  deceased_precision: Precision | null
  deceased_first_seen_at: string | null
  merged_into: string | null
  visible: boolean | number
  relative_of: string | null
  relative_role: string | null
  name: Buffer
  settings: string | null
}
type StayRow = {
  patient_id: string
  status: Stay["status"]
  ends_on: string | null
  end_precision: Precision | null
  end_first_seen_at: string | null
  is_psychogeriatric: boolean | number | null
}

export type Candidate = {
  patientId: string
  relativeId: string | null
  situation: Situation
  key: DataKey
  name: { full: string; callName: string | null }
  settings: OrganisationSettings
}

/** Every grant of the account that nobody revoked, at one patient or at all. */
export const findCandidates = (
  db: Db,
  sealing: Sealing,
  accountId: string,
  patientId?: string,
): Promise<Candidate[]> => candidatesOf(db, sealing, { account_id: accountId, patient_id: patientId })

/** Every grant at the patient that nobody revoked, claimed or not. */
export const findCandidatesAt = (db: Db, sealing: Sealing, patientId: string): Promise<Candidate[]> =>
  candidatesOf(db, sealing, { patient_id: patientId })

async function candidatesOf(
  db: Db,
  sealing: Sealing,
  of: { account_id?: string; patient_id?: string | undefined },
): Promise<Candidate[]> {
  const grants = (await db("grants")
    .join("patients", "patients.id", "grants.patient_id")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "patients.id").andOnVal("data_keys.owner_kind", "patient")
    })
    .leftJoin("relatives", "relatives.id", "grants.relative_id")
    .leftJoin("organisation", function () {
      this.onVal("organisation.id", 1)
    })
    .whereNull("grants.revoked_at")
    .modify((query) => {
      for (const [column, value] of Object.entries(of))
        if (value !== undefined) void query.where(`grants.${column}`, value)
    })
    .orderBy("grants.created_at")
    .select(
      "grants.id",
      "grants.patient_id",
      "grants.relative_id",
      "grants.role",
      "grants.sections",
      "grants.starts_at",
      "grants.ends_at",
      "grants.locked_at",
      "patients.deceased",
      "patients.deceased_on",
      "patients.deceased_precision",
      "patients.deceased_first_seen_at",
      "patients.merged_into",
      "patients.visible",
      "relatives.patient_id as relative_of",
      "relatives.role as relative_role",
      "patients.name",
      "data_keys.ring_key",
      "data_keys.wrapped",
      "organisation.settings",
    )) as GrantRow[]
  if (grants.length === 0) return []
  const stays = await findStays(db, [...new Set(grants.map((grant) => grant.patient_id))])
  return grants.map((row) => toCandidate(row, stays.get(row.patient_id) ?? [], sealing))
}

async function findStays(db: Db, patientIds: string[]): Promise<Map<string, StayRow[]>> {
  const rows = (await db("stays")
    .leftJoin("locations", "locations.id", "stays.location_id")
    .whereIn("stays.patient_id", patientIds)
    .select(
      "stays.patient_id",
      "stays.status",
      "stays.ends_on",
      "stays.end_precision",
      "stays.end_first_seen_at",
      "locations.is_psychogeriatric",
    )) as StayRow[]
  const grouped = new Map<string, StayRow[]>()
  for (const row of rows) grouped.set(row.patient_id, [...(grouped.get(row.patient_id) ?? []), row])
  return grouped
}

/** The ECD moved this relative to another patient, knows nobody like that any more, or knows them for money only. */
const isNoLongerRelated = (row: GrantRow) =>
  row.relative_id !== null && (row.relative_of !== row.patient_id || row.relative_role === "financialOnly")

function toCandidate(row: GrantRow, stayRows: StayRow[], sealing: Sealing): Candidate {
  const key = sealing.unwrap({ kind: "patient", id: row.patient_id }, row)
  const settings = parseSettings(row.settings)
  const stays = stayRows.map((stay) => ({
    status: stay.status,
    endsOn: stay.ends_on,
    endPrecision: stay.end_precision,
    endFirstSeenAt: stay.end_first_seen_at,
  }))
  // While someone lives here, only where they live now decides; afterwards, where they lived.
  const active = stayRows.filter((stay) => stay.status === "active")
  const deciding = active.length > 0 ? active : stayRows.filter((stay) => stay.status === "ended")
  return {
    patientId: row.patient_id,
    relativeId: row.relative_id,
    key,
    settings,
    name: JSON.parse(sealing.open(key, "patients.name", row.patient_id, row.name)) as Candidate["name"],
    situation: {
      grant: {
        id: row.id,
        role: row.role,
        sections: row.sections.split(",") as Section[],
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        isLocked: row.locked_at !== null,
      },
      death: {
        deceased: Boolean(row.deceased),
        on: row.deceased_on,
        precision: row.deceased_precision,
        firstSeenAt: row.deceased_first_seen_at,
      },
      stays,
      isPsychogeriatric: deciding.some((stay) => Boolean(stay.is_psychogeriatric)),
      isClosed: row.merged_into !== null || !row.visible || isNoLongerRelated(row),
      sectionsOfRole: settings.sectionsByRole[row.role],
    },
  }
}
