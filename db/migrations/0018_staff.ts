import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("staff_members", (t) => {
    t.string("id", 36).primary()
    t.string("state", 16).notNullable() // invited | active | ended
    t.binary("name").notNullable() // sealed under the system's key, as everything here: staff belong to no patient
    t.binary("email").notNullable()
    t.string("email_index", 64).notNullable()
    t.string("roles", 80).notNullable() // comma separated
    t.binary("password") // null until the invitation is used, and after a reset
    t.binary("totp_secret")
    t.integer("totp_step") // the period of the newest code that was used: an older or equal one is refused
    t.string("created_at", 24).notNullable()
    t.string("created_by", 120).notNullable()
    t.string("last_login_at", 24)
    t.string("ended_at", 24)
    // An address has one staff account; one that ended never blocks it.
    t.unique(["email_index"], {
      indexName: "staff_members_email",
      predicate: db.whereRaw("state <> 'ended'"),
    })
  })
  await db.schema.createTable("staff_links", (t) => {
    t.string("id", 36).primary()
    t.string("staff_id", 36).notNullable().references("staff_members.id").onDelete("CASCADE").index()
    t.string("token_hash", 64).notNullable().unique()
    t.string("created_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("used_at", 24)
    t.string("superseded_at", 24)
  })
  await db.schema.createTable("staff_sessions", (t) => {
    t.string("id", 36).primary()
    t.string("token_hash", 64).notNullable().unique()
    t.string("staff_id", 36).notNullable().references("staff_members.id").onDelete("CASCADE").index()
    t.string("created_at", 24).notNullable()
    t.string("last_used_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("browser", 40).notNullable()
    t.string("device", 40).notNullable()
    t.string("ended_at", 24)
    t.string("end_reason", 24)
  })
}

export async function down(db: Knex) {
  for (const table of ["staff_sessions", "staff_links", "staff_members"]) await db.schema.dropTable(table)
}
