import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("accounts", (t) => {
    t.string("id", 36).primary()
    t.string("state", 16).notNullable() // unconfirmed | active | closed
    t.binary("email").notNullable()
    t.string("email_index", 64).notNullable().index()
    t.binary("mobile").notNullable()
    t.string("mobile_index", 64).notNullable().index()
    t.binary("password").notNullable()
    t.string("registered_at", 24).notNullable()
    t.string("email_confirmed_at", 24)
    t.string("mobile_confirmed_at", 24)
    t.string("bsn_step_at", 24)
    t.string("bsn_index", 64) // the BSN that the step matched, to claim later grants to the same person
    t.integer("bsn_misses_total").notNullable().defaultTo(0)
    t.integer("code_misses").notNullable().defaultTo(0) // in a row, over all challenges
    t.string("codes_blocked_until", 24)
    t.string("last_login_at", 24)
    // An address has one active account; unconfirmed registrations never block it.
    t.unique(["email_index"], {
      indexName: "accounts_active_email",
      predicate: db.whereRaw("state = 'active'"),
    })
  })
  await db.schema.createTable("accepted_texts", (t) => {
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("kind", 32).notNullable()
    t.string("version", 40).notNullable()
    t.string("accepted_at", 24).notNullable()
    t.primary(["account_id", "kind", "version"])
  })
  await db.schema.createTable("email_links", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("purpose", 24).notNullable() // confirm-email | reset-password | invitation | undo
    t.string("token_hash", 64).notNullable().unique()
    t.string("created_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("used_at", 24)
    t.string("superseded_at", 24)
    t.index(["account_id", "purpose"])
  })
  // A cookie that may only ask "is my address confirmed".
  await db.schema.createTable("waiting_registrations", (t) => {
    t.string("token_hash", 64).primary()
    // No foreign key: when another registration of the address wins, this cookie gets the same answer as before.
    t.string("account_id", 36).notNullable()
    t.binary("email").notNullable()
    t.string("created_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.integer("resends").notNullable().defaultTo(0)
    t.string("mailed_at", 24).notNullable()
  })
  await db.schema.createTable("challenges", (t) => {
    t.string("id", 36).primary()
    t.string("token_hash", 64).notNullable().unique()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("purpose", 24).notNullable() // login | registration | new-number | recovery | confirm-action
    t.string("created_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("ended_at", 24)
    t.integer("resends").notNullable().defaultTo(0)
    t.index(["account_id", "purpose"])
  })
  await db.schema.createTable("security_codes", (t) => {
    // One row per challenge: a resend overwrites, so only the newest code exists.
    t.string("challenge_id", 36).primary().references("challenges.id").onDelete("CASCADE")
    t.string("code_hmac", 64).notNullable()
    t.string("sent_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.integer("tries").notNullable().defaultTo(0)
    t.integer("max_tries").notNullable()
    t.string("used_at", 24)
  })
  await db.schema.createTable("sessions", (t) => {
    t.string("id", 36).primary()
    t.string("token_hash", 64).notNullable().unique()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE").index()
    t.string("created_at", 24).notNullable()
    t.string("last_used_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("previous_login_at", 24)
    t.boolean("asks_bsn_step").notNullable() // the organisation's setting when the session began
    t.string("browser", 40).notNullable()
    t.string("device", 40).notNullable()
    t.string("ended_at", 24)
    t.string("end_reason", 24)
  })
  // "How often is the portal used": apart from the log of record reads.
  await db.schema.createTable("logins", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("at", 24).notNullable()
    t.string("browser", 40).notNullable()
    t.string("device", 40).notNullable()
    t.index(["account_id", "at"])
  })
  await db.schema.createTable("rate_counters", (t) => {
    t.string("name", 40).notNullable()
    t.string("key_hash", 64).notNullable()
    t.string("window_ends_at", 24).notNullable()
    t.integer("count").notNullable()
    t.string("blocked_until", 24)
    t.primary(["name", "key_hash"])
  })
}

export async function down(db: Knex) {
  for (const table of [
    "rate_counters",
    "logins",
    "sessions",
    "security_codes",
    "challenges",
    "waiting_registrations",
    "email_links",
    "accepted_texts",
    "accounts",
  ])
    await db.schema.dropTable(table)
}
