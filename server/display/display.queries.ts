// The display settings of an account, one row for each field that was ever chosen. Values are text; what this version
// does not know stays for the version that does.
import { displayFields, type DisplayChange, type DisplayField, type DisplayRecord } from "#contract/display"
import type { Db } from "../../db/knex.ts"

type Row = { field: string; value: string; changed_at: string }

export async function readDisplay(db: Db, accountId: string): Promise<DisplayRecord> {
  const rows = (await db("display_settings")
    .where({ account_id: accountId })
    .select("field", "value", "changed_at")) as Row[]
  const known = rows.flatMap(({ field, value: text, changed_at: changedAt }) => {
    const value = valuesOf(field).find((one) => String(one) === text)
    return value === undefined ? [] : [[field, { value, changedAt }] as const]
  })
  return { fields: Object.fromEntries(known) as DisplayRecord["fields"] }
}

const valuesOf = (field: string): readonly (string | number)[] =>
  Object.hasOwn(displayFields, field) ? displayFields[field as DisplayField] : []

/**
 * One statement, in which the database compares: of two requests at once neither is lost. An older change leaves the
 * row as it is; of two with the same instant the one that arrives last counts.
 */
export async function storeChanges(trx: Db, accountId: string, changes: DisplayChange[]): Promise<void> {
  await trx.raw(
    `INSERT INTO display_settings (account_id, field, value, changed_at)
     VALUES ${changes.map(() => "(?, ?, ?, ?)").join(", ")}
     ON CONFLICT (account_id, field) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
     WHERE excluded.changed_at >= display_settings.changed_at`,
    changes.flatMap(({ field, value, changedAt }) => [accountId, field, String(value), changedAt]),
  )
}
