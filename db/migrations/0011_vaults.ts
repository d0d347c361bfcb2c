import type { Knex } from "knex"

export async function up(db: Knex) {
  // A device that keeps what its reader viewed. The device chooses the id; nothing of what it keeps is here.
  await db.schema.createTable("vaults", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE").index()
    t.string("created_at", 24).notNullable()
    t.string("logged_in_at", 24).notNullable() // the login behind the newest ticket
    t.string("contact_at", 24).notNullable().index()
    t.integer("tickets").notNullable() // how many it got: the number of the newest
    t.string("ended_at", 24)
    t.string("end_reason", 24)
    t.string("wiped_at", 24) // the device said so
  })
  await db.schema.createTable("vault_tickets", (t) => {
    t.string("ticket_hash", 64).primary()
    t.string("vault_id", 36).notNullable().references("vaults.id").onDelete("CASCADE")
    t.integer("number").notNullable()
    t.string("created_at", 24).notNullable()
    t.string("superseded_at", 24)
    t.unique(["vault_id", "number"])
  })
  // Into which vault a read was copied. It is in the row's HMAC only where it is filled, so older rows stay right.
  await db.schema.alterTable("audit_events", (t) => {
    t.string("copied_to", 36)
  })
}

export async function down(db: Knex) {
  await db.raw("ALTER TABLE audit_events DROP COLUMN copied_to")
  await db.schema.dropTable("vault_tickets")
  await db.schema.dropTable("vaults")
}
