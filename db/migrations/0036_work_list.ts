// What staff must look at becomes a list that they share: whose it is, when it was done, and a note about it.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.renameTable("staff_alerts", "staff_tasks")
  await db.schema.alterTable("staff_tasks", (t) => {
    t.string("patient_id", 36)
    t.string("owner_id", 36) // of staff_members
    t.string("picked_at", 24)
    t.binary("note") // sealed under the system's key: what was done
    // The same thing is on the list once, however often it happens before somebody looks.
    t.unique(["kind", "object_id"], {
      indexName: "staff_tasks_one_open",
      predicate: db.whereRaw("handled_at IS NULL"),
    })
    t.index(["handled_at", "at"])
  })
}

export async function down(db: Knex) {
  await db.raw("DROP INDEX staff_tasks_one_open")
  await db.schema.alterTable("staff_tasks", (t) => {
    t.dropIndex(["handled_at", "at"])
  })
  for (const column of ["note", "picked_at", "owner_id", "patient_id"])
    await db.raw(`ALTER TABLE staff_tasks DROP COLUMN ${column}`)
  await db.schema.renameTable("staff_tasks", "staff_alerts")
}
