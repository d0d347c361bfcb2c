import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("organisation", (t) => {
    t.integer("id").primary() // always 1: there is one organisation
    t.text("settings").notNullable() // JSON, judged by server/organisation at every read and write
    t.string("changed_at", 24).notNullable()
    t.string("changed_by", 120).notNullable()
  })
  await db.schema.createTable("organisation_changes", (t) => {
    t.string("id", 36).primary()
    t.string("field", 120).notNullable()
    t.text("before")
    t.text("after")
    t.string("changed_at", 24).notNullable()
    t.string("changed_by", 120).notNullable()
  })
  await db.schema.createTable("legal_texts", (t) => {
    t.string("kind", 32).notNullable() // privacyStatement | termsOfUse
    t.string("version", 40).notNullable()
    t.text("body").notNullable()
    t.string("effective_on", 10).notNullable()
    t.string("created_at", 24).notNullable()
    t.primary(["kind", "version"])
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("legal_texts")
  await db.schema.dropTable("organisation_changes")
  await db.schema.dropTable("organisation")
}
