// Who looked at one record, newest day first: by patient and time together. It also answers what the older index did.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.alterTable("audit_events", (t) => {
    t.index(["patient_id", "at"])
    t.dropIndex(["patient_id"])
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable("audit_events", (t) => {
    t.index(["patient_id"])
    t.dropIndex(["patient_id", "at"])
  })
}
