import type { Knex } from "knex"

export async function up(db: Knex) {
  // Keyed hashes of the beginnings of each word of a client's name, so that staff find a client by name.
  await db.schema.createTable("patient_name_prefixes", (t) => {
    t.string("prefix_index", 64).notNullable()
    t.string("patient_id", 36).notNullable().index()
    t.primary(["prefix_index", "patient_id"])
  })
  await db.schema.alterTable("patients", (t) => {
    t.index(["birth_date"])
  })
  await db.schema.alterTable("grants", (t) => {
    t.string("revoked_ground", 16) // notice | breach | unlawful | capacity | replaced | mistake
  })
}

export async function down(db: Knex) {
  await db.raw("ALTER TABLE grants DROP COLUMN revoked_ground")
  await db.schema.alterTable("patients", (t) => {
    t.dropIndex(["birth_date"])
  })
  await db.schema.dropTable("patient_name_prefixes")
}
