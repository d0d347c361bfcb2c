import type { Knex } from "knex"

export async function up(db: Knex) {
  // Another number or e-mail address: asked for, proven, done, and for 72 hours to be undone.
  await db.schema.createTable("account_changes", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE").index()
    t.string("kind", 8).notNullable() // mobile | email
    t.string("session_id", 36).notNullable() // the only one that goes on with it
    t.string("challenge_id", 36) // whose code is waited for
    t.binary("value").notNullable() // what it becomes
    t.string("value_index", 64).notNullable()
    t.binary("before") // what it was, once it is done
    t.string("before_index", 64)
    t.string("created_at", 24).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("mailed_at", 24) // of an address: when the link to it was mailed last
    t.integer("resends").notNullable().defaultTo(0)
    t.string("ended_at", 24) // given up, or overtaken by another change
    t.string("done_at", 24).index()
    t.integer("done_number") // the order in which this account's changes were done
    t.string("undone_at", 24)
  })
  // An undo link belongs to one change, not to the newest.
  await db.schema.alterTable("email_links", (t) => {
    t.string("change_id", 36)
  })
  await db.schema.alterTable("accounts", (t) => {
    t.string("closed_at", 24).index()
    t.string("erased_at", 24) // what it logged in with is gone
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable("accounts", (t) => {
    t.dropIndex("closed_at")
  })
  for (const column of ["erased_at", "closed_at"]) await db.raw(`ALTER TABLE accounts DROP COLUMN ${column}`)
  await db.raw("ALTER TABLE email_links DROP COLUMN change_id")
  await db.schema.dropTable("account_changes")
}
