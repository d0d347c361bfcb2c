// Plans and goals as their rows, opened with the patient's key.
import type { CareAgreement, CareGoal, CarePlan, EarlierPlan } from "#contract/care-plan"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

type Scope = { trx: Db; patientId: string }
type Row<Status> = {
  id: string
  content: Buffer
  status: Status
  starts_on: string | null
  changed_at: string | null
  news_at: string
}
type PlanRow = Row<CarePlan["state"]> & { ends_on: string | null }
type GoalRow = Row<CareGoal["state"]>

export type StoredGoal = Omit<CareGoal, "isNew" | "agreements"> & { newsAt: string }
export type StoredAgreement = CareAgreement & { goals: string[] }
export type StoredPlan = Omit<CarePlan, "isNew" | "goals" | "agreements"> & {
  newsAt: string
  goals: string[]
  replaces: string[]
  agreements: StoredAgreement[]
}

const goalColumns = ["id", "content", "status", "starts_on", "changed_at", "news_at"] as const
const planColumns = [...goalColumns, "ends_on"] as const

/** What a reader may see; every other query starts here. */
const shown = ({ trx, patientId }: Scope, table: "care_plans" | "care_goals") =>
  trx(table).where({ patient_id: patientId, visible: true })

/** Here and not in SQL: databases differ on what has no date. As text a day comes after its month and its year. */
const inTime = (a: Row<string>, b: Row<string>) =>
  `${a.starts_on ?? ""} ${a.id}` < `${b.starts_on ?? ""} ${b.id}` ? -1 : 1

/** The newest first. */
export async function listPlans(scope: Scope, sealing: Sealing, key: DataKey): Promise<StoredPlan[]> {
  const rows = (await shown(scope, "care_plans").select(...planColumns)) as PlanRow[]
  return rows
    .toSorted((a, b) => inTime(b, a))
    .map((row) => ({
      ...(JSON.parse(sealing.open(key, "care_plans.content", row.id, row.content)) as StoredPlan),
      id: row.id,
      etag: etagOfPlan(row),
      state: row.status,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      changedAt: row.changed_at,
      newsAt: row.news_at,
    }))
}

export async function listGoals(scope: Scope, sealing: Sealing, key: DataKey): Promise<StoredGoal[]> {
  const rows = (await shown(scope, "care_goals").select(...goalColumns)) as GoalRow[]
  return rows.toSorted(inTime).map((row) => ({
    ...(JSON.parse(sealing.open(key, "care_goals.content", row.id, row.content)) as StoredGoal),
    id: row.id,
    etag: etagOfGoal(row),
    state: row.status,
    startedOn: row.starts_on,
    changedAt: row.changed_at,
    newsAt: row.news_at,
  }))
}

/** Of these goals those that some plan names, also a plan that nobody may see. */
export async function findGoalsOfPlans(trx: Db, goalIds: string[]): Promise<Set<string>> {
  if (goalIds.length === 0) return new Set()
  const rows = (await trx("fhir_references")
    .whereRaw("path = 'goal'")
    .whereIn("bound_id", goalIds)
    .select("bound_id")) as { bound_id: string }[]
  return new Set(rows.map((row) => row.bound_id))
}

type Kept = Map<string, { patientId: string; isShown: boolean; etag: string }>

/** What became of plans or goals that a device kept, by id; one that is gone is absent. One statement each. */
export const findKeptPlans = (trx: Db, ids: string[]) =>
  findKept(trx, "care_plans", planColumns, ids, (row) => etagOfPlan(row as PlanRow))
export const findKeptGoals = (trx: Db, ids: string[]) =>
  findKept(trx, "care_goals", goalColumns, ids, (row) => etagOfGoal(row as GoalRow))

async function findKept(
  trx: Db,
  table: "care_plans" | "care_goals",
  columns: readonly string[],
  ids: string[],
  etag: (row: unknown) => string,
): Promise<Kept> {
  const rows = (await trx(table)
    .whereIn("id", ids)
    .select(...columns, "patient_id", "visible")) as {
    id: string
    patient_id: string
    visible: boolean | number
  }[]
  return new Map(
    rows.map((row) => [
      row.id,
      { patientId: row.patient_id, isShown: Boolean(row.visible), etag: etag(row) },
    ]),
  )
}

const etagOfPlan = (row: PlanRow) =>
  etagOf([row.content, row.status, row.starts_on, row.ends_on, row.changed_at])
const etagOfGoal = (row: GoalRow) => etagOf([row.content, row.status, row.starts_on, row.changed_at])

export const toEarlier = ({ id, etag, title, startsOn, endsOn }: StoredPlan): EarlierPlan => {
  return { id, etag, title, startsOn, endsOn }
}
