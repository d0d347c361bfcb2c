// What the organisation tells its readers: versions of its terms, announcements, and who was told what by mail.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.alterTable("legal_texts", (t) => {
    t.text("summary").notNullable().defaultTo("") // what changed, for the announcement
    t.string("withdrawn_at", 24) // before its date; a version that was in force stays
  })
  await db.schema.createTable("announcements", (t) => {
    t.string("id", 36).primary()
    t.string("title", 120).notNullable()
    t.text("body").notNullable()
    t.string("first_day", 10).notNullable()
    t.string("last_day", 10).notNullable()
    t.string("created_at", 24).notNullable()
    t.string("created_by", 120).notNullable()
    t.string("ended_at", 24)
  })
  await db.schema.createTable("read_announcements", (t) => {
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("announcement_id", 36).notNullable().references("announcements.id").onDelete("CASCADE")
    t.string("read_at", 24).notNullable()
    t.primary(["account_id", "announcement_id"])
  })
  // Written in the transaction that queues the mail: nobody is told the same thing twice.
  await db.schema.createTable("told_accounts", (t) => {
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE")
    t.string("purpose", 32).notNullable() // new-terms | access-ends | access-ended
    t.string("about", 120).notNullable()
    t.string("at", 24).notNullable().index()
    t.primary(["account_id", "purpose", "about"])
  })
  // No row: the account never chose, and was never looked at.
  await db.schema.createTable("news_settings", (t) => {
    t.string("account_id", 36).primary().references("accounts.id").onDelete("CASCADE")
    t.string("frequency", 8) // direct | daily | weekly | off; null = the default
    t.string("changed_at", 24)
    t.string("turn_at", 24) // its last turn: of "direct" the last mail
    t.string("looked_until", 24) // what became readable up to here was mailed, or was not worth a mail
  })
  await db.schema.alterTable("appointments", (t) => {
    t.string("received_at", 24) // first time it became readable; null = before this was known, so never new
  })
}

export async function down(db: Knex) {
  await db.raw("ALTER TABLE appointments DROP COLUMN received_at")
  for (const table of ["news_settings", "told_accounts", "read_announcements", "announcements"])
    await db.schema.dropTable(table)
  for (const column of ["withdrawn_at", "summary"])
    await db.raw(`ALTER TABLE legal_texts DROP COLUMN ${column}`)
}
