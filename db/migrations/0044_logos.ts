// Logos of the organisation: which one is shown is a setting, so that an earlier one can be put back.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("organisation_logos", (t) => {
    t.string("id", 64).primary() // SHA-256 of the picture
    t.binary("png").notNullable()
    t.string("created_at", 24).notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("organisation_logos")
}
