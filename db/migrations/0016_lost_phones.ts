import type { Knex } from "knex"

export async function up(db: Knex) {
  // A reader lost the telephone: asked by one of staff, approved by another, waited for, then proven on the new number.
  await db.schema.createTable("lost_phones", (t) => {
    t.string("id", 36).primary()
    t.string("account_id", 36).notNullable().references("accounts.id").onDelete("CASCADE").index()
    t.binary("mobile").notNullable() // the new number
    t.string("mobile_index", 64).notNullable()
    t.binary("proof").notNullable() // how staff knew who it was
    t.string("requested_at", 24).notNullable()
    t.string("requested_by", 120).notNullable()
    t.string("approved_at", 24)
    t.string("approved_by", 120)
    t.string("ready_at", 24) // the link is mailed then
    t.string("stop_hash", 64).unique() // of the link "dit was ik niet"
    t.string("stopped_at", 24)
    t.string("cancelled_at", 24)
    t.string("cancelled_by", 120)
    t.string("link_hash", 64).unique()
    t.string("link_expires_at", 24)
    t.string("done_at", 24)
    t.unique(["account_id"], {
      indexName: "lost_phones_one_open",
      predicate: db.whereRaw("stopped_at IS NULL AND cancelled_at IS NULL AND done_at IS NULL"),
    })
  })
  // What staff must look at.
  await db.schema.createTable("staff_alerts", (t) => {
    t.string("id", 36).primary()
    t.string("kind", 40).notNullable()
    t.string("account_id", 36)
    t.string("object_id", 36)
    t.string("at", 24).notNullable()
    t.string("handled_at", 24)
    t.string("handled_by", 120)
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("staff_alerts")
  await db.schema.dropTable("lost_phones")
}
