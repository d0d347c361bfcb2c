// Many rows in one statement. Knex would build a SELECT per row for SQLite, which is slow and limited to 500.
import type { Transaction } from "./transaction.ts"

export type Values = Record<string, string | number | boolean | null | Buffer>

/** PostgreSQL takes 65,535 values in a statement, SQLite 32,766. */
const VALUES_PER_STATEMENT = 15_000

/** @param onConflict the SQL after the values, see `replacing` and `keeping`. */
export async function insertRows(
  trx: Transaction,
  table: string,
  rows: readonly Values[],
  onConflict = "",
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  const perStatement = Math.floor(VALUES_PER_STATEMENT / columns.length)
  const one = `(${columns.map(() => "?").join(",")})`
  for (let at = 0; at < rows.length; at += perStatement) {
    const part = rows.slice(at, at + perStatement)
    await trx.raw(
      `insert into ${table} (${columns.join(",")}) values ${part.map(() => one).join(",")}${onConflict}`,
      part.flatMap((row) => columns.map((column) => row[column] ?? null)),
    )
  }
}

/** A row with this id gets these columns from the new one, and keeps its others. */
export const replacing = (columns: readonly string[]) =>
  ` on conflict (id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`

/** A row that is there is left as it is. */
export const keeping = " on conflict do nothing"
