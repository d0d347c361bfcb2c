import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("data_keys", (t) => {
    t.string("owner_kind", 16).notNullable() // patient | account | system
    t.string("owner_id", 64).notNullable()
    t.string("ring_key", 64).notNullable()
    t.binary("wrapped").notNullable()
    t.string("created_at", 24).notNullable()
    t.primary(["owner_kind", "owner_id"])
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("data_keys")
}
