import type { Knex } from "knex"

export async function up(db: Knex) {
  // Per field the newest explicit change; a field that was never chosen has no row.
  await db.schema.createTable("display_settings", (t) => {
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("field", 24).notNullable()
    t.string("value", 24).notNullable()
    t.string("changed_at", 24).notNullable()
    t.primary(["account_id", "field"])
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("display_settings")
}
