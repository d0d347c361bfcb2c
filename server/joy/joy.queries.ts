// Joyful activities and the plans behind them as their rows, opened with the patient's key.
import type { Enjoyed, JoyActivity, JoyPlan } from "#contract/joy"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

type Row = {
  id: string
  fhir_resource_id: string
  content: Buffer
  starts_at: string | null
  ends_at: string | null
  status: JoyActivity["status"]
  is_group: boolean | number
  changed_at: string | null
  news_at: string
}
type Scope = { trx: Db; patientId: string; key: DataKey }
type Told = Omit<Enjoyed, "isNew"> & { since: string }
type Wish = Omit<JoyPlan["wishes"][number], "enjoyed"> & {
  enjoyed: Told[]
  activity: string | null
  goals: unknown
}
type PlanContent = Pick<JoyPlan, "title" | "description" | "text"> & { wishes: Wish[] }

const columns = [
  ...["id", "fhir_resource_id", "content", "starts_at", "ends_at"],
  ...["status", "is_group", "changed_at", "news_at"],
]

/**
 * What begins in [from, until), by its start, and the plans, the newest last.
 * @param since the reader's visit before this one. @param until news that came later waits.
 */
export async function listJoy(
  { trx, patientId, key }: Scope,
  sealing: Sealing,
  span: { from: Date; until: Date },
  since: string | null,
  until?: string,
): Promise<{ activities: JoyActivity[]; plans: JoyPlan[] }> {
  const rows = (await trx("joy_activities")
    .where({ patient_id: patientId, visible: true })
    .where((query) => {
      void query
        .whereNull("starts_at")
        .orWhereBetween("starts_at", [span.from.toISOString(), span.until.toISOString()])
    })
    .orderBy(["starts_at", "news_at", "id"])
    .select(columns)) as Row[]
  const open = <T>(row: Row) =>
    JSON.parse(sealing.open(key, "joy_activities.content", row.id, row.content)) as T
  const isNew = (at: string) => since !== null && at > since && (!until || at <= until)
  const seen = ({ since: at, ...told }: Told): Enjoyed => ({ ...told, isNew: isNew(at) })

  const read = rows
    .filter(({ starts_at }) => starts_at === null)
    .map((row) => ({ row, content: open<PlanContent>(row) }))
  const told = new Map<string, Told[]>()
  for (const { activity, enjoyed } of read.flatMap(({ content }) => content.wishes))
    if (activity) told.set(activity, [...(told.get(activity) ?? []), ...enjoyed])

  const plans = read.map(({ row, content }): JoyPlan => {
    const wishes = content.wishes.filter(({ activity }) => activity === null)
    return {
      id: row.id,
      etag: etagOfRow(row),
      title: content.title,
      description: content.description,
      text: content.text,
      wishes: wishes.map(({ activity: _, goals: __, enjoyed, ...wish }) => ({
        ...wish,
        enjoyed: enjoyed.map(seen),
      })),
      changedAt: row.changed_at,
      isNew: isNew(row.news_at),
    }
  })
  const end = span.until.toISOString()
  const activities = rows.flatMap((row): JoyActivity[] => {
    if (row.starts_at === null || row.starts_at >= end) return []
    const enjoyed = (told.get(row.fhir_resource_id) ?? []).map(seen)
    return [
      {
        ...open<Pick<JoyActivity, "title" | "description" | "instruction" | "participants" | "place">>(row),
        id: row.id,
        etag: etagOfRow(row),
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        status: row.status,
        isGroup: Boolean(row.is_group),
        enjoyed,
        isNew: isNew(row.news_at) || enjoyed.some((one) => one.isNew),
      },
    ]
  })
  return { activities, plans }
}

/** What became of activities and plans that a device kept, by id; one that is gone is absent. One statement. */
export async function findKeptJoy(
  trx: Db,
  ids: string[],
): Promise<Map<string, { patientId: string; isShown: boolean; etag: string }>> {
  const rows = (await trx("joy_activities")
    .whereIn("id", ids)
    .select([...columns, "patient_id", "visible"])) as (Row & {
    patient_id: string
    visible: boolean | number
  })[]
  return new Map(
    rows.map((row) => [
      row.id,
      { patientId: row.patient_id, isShown: Boolean(row.visible), etag: etagOfRow(row) },
    ]),
  )
}

const etagOfRow = (row: Row) =>
  etagOf([row.content, row.starts_at, row.ends_at, row.status, Boolean(row.is_group), row.changed_at])
