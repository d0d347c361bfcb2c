// "Dit is niet mijn naaste": a reader puts the own access on a lock, until staff end it or take the lock off.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.alterTable("grants", (t) => {
    t.string("locked_at", 24)
  })
}

export async function down(db: Knex) {
  await db.raw("ALTER TABLE grants DROP COLUMN locked_at")
}
