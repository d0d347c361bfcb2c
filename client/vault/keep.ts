// Keeping records: sealed first, then written with the manifest, all or nothing.
import type { Ledger } from "./ledger.ts"
import { withEntries, type Entry } from "./manifest.ts"
import { bodyOf, mostBytesOf } from "./record-size.ts"
import { addressOf, sealedSize } from "./sealed.ts"
import type { RecordToSave } from "./types.ts"

/** What is larger than a record may be is not kept; nor is what lay in its place before. */
export async function keepRecords(ledger: Ledger, records: RecordToSave[], now: Date): Promise<void> {
  const at = now.toISOString()
  const fitting = records
    .map((record) => ({ record, body: bodyOf(record.value) }))
    .filter(({ record, body }) => body.length <= mostBytesOf(record.type))
  await ledger.change(async (manifest, { keys }) => {
    const made = await Promise.all(
      fitting.map(async ({ record: { type, patientId, section, id, items }, body }) => {
        const place = { type, patientId, section, id }
        const key = await addressOf(keys, place)
        const bytes = sealedSize(body.length)
        const entry: Entry = { ...place, items, key, seq: 0, viewedAt: at, savedAt: at, bytes }
        return { entry, body }
      }),
    )
    const fresh = new Map(made.map(({ entry }) => [entry.key, entry]))
    return {
      manifest: withEntries(manifest, records, [...fresh.values()]),
      bodies: new Map(made.map(({ entry, body }) => [entry.key, body])),
    }
  })
}
