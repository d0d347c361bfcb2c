import type { Knex } from "knex"

export async function up(db: Knex) {
  // A browser in which this account logged in completely. One browser of two people is two rows that share nothing.
  await db.schema.createTable("devices", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE").index()
    t.string("token_hash", 64).unique() // of its device cookie; null: from before there was one
    t.string("created_at", 24).notNullable()
    t.string("last_login_at", 24).notNullable().index()
    t.string("browser", 40).notNullable()
    t.string("device", 40).notNullable()
    t.integer("code_misses").notNullable().defaultTo(0) // in a row, on this device
    t.string("codes_blocked_until", 24)
    t.string("ended_at", 24)
    t.string("end_reason", 24)
  })
  for (const table of ["sessions", "vaults"])
    await db.schema.alterTable(table, (t) => {
      t.string("device_id", 36).index()
    })
  // What is alive gets a device of its own, so that its reader can end it.
  await db.raw(`INSERT INTO devices (id, account_id, created_at, last_login_at, browser, device)
    SELECT id, account_id, created_at, created_at, browser, device FROM sessions WHERE ended_at IS NULL`)
  await db.raw(`INSERT INTO devices (id, account_id, created_at, last_login_at, browser, device)
    SELECT id, account_id, created_at, logged_in_at, 'onbekend', 'onbekend' FROM vaults WHERE ended_at IS NULL`)
  for (const table of ["sessions", "vaults"])
    await db.raw(`UPDATE ${table} SET device_id = id WHERE ended_at IS NULL`)
}

export async function down(db: Knex) {
  for (const table of ["vaults", "sessions"]) {
    await db.schema.alterTable(table, (t) => {
      t.dropIndex("device_id")
    })
    await db.raw(`ALTER TABLE ${table} DROP COLUMN device_id`)
  }
  await db.schema.dropTable("devices")
}
