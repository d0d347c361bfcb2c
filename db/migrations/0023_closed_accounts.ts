import type { Knex } from "knex"

export async function up(db: Knex) {
  // Who the reader was, sealed under the patient's key: the law asks it for as long as the log is kept.
  await db.schema.alterTable("grants", (t) => {
    t.binary("reader_name")
  })
  // Of those that were closed before this, the log knows when.
  await db.raw(`UPDATE accounts SET closed_at = coalesce(
      (SELECT max(at) FROM audit_events WHERE event = 'account.close' AND object_id = accounts.id), registered_at
    ) WHERE state = 'closed'`)
}

export async function down(db: Knex) {
  await db.raw("ALTER TABLE grants DROP COLUMN reader_name")
}
