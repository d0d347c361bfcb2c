// The log as an auditor searches it: by who did it and by what was done, each newest first.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.alterTable("audit_events", (t) => {
    t.index(["actor_id", "at"])
    t.index(["event", "at"])
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable("audit_events", (t) => {
    t.dropIndex(["actor_id", "at"])
    t.dropIndex(["event", "at"])
  })
}
