// Pictures of the life book, opened with the patient's key.
import type { PictureFile, StorySection } from "#contract/portrait"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

type Row = { id: string; content: Buffer }

export async function findPicture(
  { trx, patientId, key }: { trx: Db; patientId: string; key: DataKey },
  sealing: Sealing,
  section: StorySection,
  id: string,
): Promise<PictureFile | undefined> {
  const row = (await trx("pictures")
    .where({ id, patient_id: patientId, section, visible: true })
    .first("id", "content")) as Row | undefined
  if (!row) return undefined
  const base64 = sealing.open(key, "pictures.content", row.id, row.content)
  return { id, etag: etagOf([row.content]), type: "image/webp", base64 }
}

/** What became of pictures that a device kept, by id; one that is gone is absent. One statement. */
export async function findKeptPictures(
  trx: Db,
  section: StorySection,
  ids: string[],
): Promise<Map<string, { patientId: string; isShown: boolean; etag: string }>> {
  const rows = (await trx("pictures")
    .whereIn("id", ids)
    .select("id", "content", "patient_id", "section", "visible")) as (Row & {
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
        etag: etagOf([row.content]),
      },
    ]),
  )
}
