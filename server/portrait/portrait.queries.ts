// Portrait and life story as their rows, opened with the patient's key.
import type { StoryPart, StoryPiece, StorySection } from "#contract/portrait"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

type Row = {
  id: string
  content: Buffer
  written_on: string | null
  changed_at: string | null
  news_at: string
}
type Scope = { trx: Db; patientId: string; key: DataKey }

const columns = ["id", "content", "written_on", "changed_at", "news_at"] as const

/** By the first year that is told of, then as they were written. @param since the reader's visit before this one. */
export async function listPieces(
  { trx, patientId, key }: Scope,
  sealing: Sealing,
  section: StorySection,
  since: string | null,
): Promise<StoryPiece[]> {
  const rows = (await trx("life_story_chapters")
    .where({ patient_id: patientId, section, visible: true })
    .select(...columns)) as Row[]
  return rows
    .map((row) => ({
      row,
      parts: partsOf(sealing.open(key, "life_story_chapters.content", row.id, row.content)),
    }))
    .map(({ row, parts }) => ({
      row,
      parts,
      order: `${firstYear(parts)} ${row.written_on ?? ""} ${parts[0]?.heading ?? ""} ${row.id}`,
    }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ row, parts }) => ({
      id: row.id,
      etag: etagOfRow(row),
      parts,
      changedAt: row.changed_at,
      isNew: since !== null && row.news_at > since,
    }))
}

/** Pieces that became readable, or changed, after one instant, up to another. */
export async function countNewPieces(
  { trx, patientId }: Pick<Scope, "trx" | "patientId">,
  section: StorySection,
  { since, until }: { since: string; until?: string },
): Promise<number> {
  const row = await trx("life_story_chapters")
    .where({ patient_id: patientId, section, visible: true })
    .where("news_at", ">", since)
    .where((query) => void (until && query.where("news_at", "<=", until)))
    .count({ n: "*" })
    .first()
  return Number(row?.["n"] ?? 0)
}

const partsOf = (content: string) => (JSON.parse(content) as { parts: StoryPart[] }).parts
/** What tells of no year in particular comes first. */
const firstYear = (parts: StoryPart[]) =>
  parts.flatMap(({ chapter }) => /\b\d{4}\b/.exec(chapter ?? "")?.[0] ?? [])[0] ?? "0000"

export async function findBirthDate(trx: Db, patientId: string): Promise<string | null> {
  const row = (await trx("patients").where({ id: patientId }).first("birth_date")) as
    { birth_date: string | null } | undefined
  return row?.birth_date ?? null
}

/** What became of pieces that a device kept, by id; one that is gone is absent. One statement. */
export async function findKeptPieces(
  trx: Db,
  section: StorySection,
  ids: string[],
): Promise<Map<string, { patientId: string; isShown: boolean; etag: string }>> {
  const rows = (await trx("life_story_chapters")
    .whereIn("id", ids)
    .select(...columns, "patient_id", "section", "visible")) as (Row & {
    patient_id: string
    section: string
    visible: boolean | number
  })[]
  return new Map(
    rows.map((row) => [
      row.id,
      {
        patientId: row.patient_id,
        isShown: Boolean(row.visible) && row.section === section,
        etag: etagOfRow(row),
      },
    ]),
  )
}

const etagOfRow = (row: Row) => etagOf([row.content, row.written_on, row.changed_at])
