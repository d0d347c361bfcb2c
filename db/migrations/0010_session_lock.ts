import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.alterTable("sessions", (t) => {
    t.string("locked_at", 24)
    t.integer("lock_minutes").notNullable().defaultTo(15) // the organisation's setting when the session began
  })
}

export async function down(db: Knex) {
  for (const column of ["lock_minutes", "locked_at"])
    await db.raw(`ALTER TABLE sessions DROP COLUMN ${column}`)
}
