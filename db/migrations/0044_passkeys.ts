// Passkeys of staff: a second factor beside or instead of the app for codes. And with what a session began, and when its
// holder last proved who they are.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("staff_passkeys", (t) => {
    t.string("id", 36).primary()
    t.string("staff_id", 36).notNullable().references("staff_members.id").onDelete("CASCADE").index()
    t.string("credential_id", 1400).notNullable().unique() // base64url, as the authenticator made it
    t.binary("public_key").notNullable()
    t.bigInteger("counter").notNullable()
    t.string("transports", 120).notNullable() // comma separated
    t.binary("name").notNullable() // sealed under the system's key
    t.string("created_at", 24).notNullable()
    t.string("last_used_at", 24)
  })
  // Of a browser, not of a person: a login's is given before anybody said who they are.
  await db.schema.createTable("staff_challenges", (t) => {
    t.string("token_hash", 64).primary()
    t.string("challenge", 64).notNullable()
    t.string("purpose", 16).notNullable() // login | enrol | invitation
    t.string("staff_id", 36) // null: login
    t.string("expires_at", 24).notNullable().index()
  })
  await db.schema.alterTable("staff_sessions", (t) => {
    t.string("means", 40).notNullable().defaultTo("password+totp")
    t.string("proven_at", 24)
  })
}

export async function down(db: Knex) {
  for (const column of ["proven_at", "means"])
    await db.raw(`ALTER TABLE staff_sessions DROP COLUMN ${column}`)
  for (const table of ["staff_challenges", "staff_passkeys"]) await db.schema.dropTable(table)
}
