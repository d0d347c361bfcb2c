import type { Knex } from "knex"

export async function up(db: Knex) {
  // Two rows per patient, made with the patient; a third is staff's decision with a reason.
  await db.schema.createTable("patient_slots", (t) => {
    t.string("patient_id", 36).notNullable()
    t.integer("slot").notNullable()
    t.string("reason", 400)
    t.string("created_at", 24).notNullable()
    t.string("created_by", 120).notNullable()
    t.primary(["patient_id", "slot"])
  })
  await db.schema.createTable("grants", (t) => {
    t.string("id", 36).primary()
    t.string("patient_id", 36).notNullable()
    t.integer("slot").notNullable()
    t.string("account_id", 36).references("accounts.id").index() // null until claimed
    t.string("relative_id", 36) // null: the patient is the reader
    t.binary("email").notNullable()
    t.string("email_index", 64).notNullable().index()
    t.binary("mobile").notNullable()
    t.string("mobile_index", 64).notNullable()
    t.string("role", 24).notNullable()
    t.string("basis", 32)
    t.string("sections", 200).notNullable() // comma separated
    t.string("form_date", 10).notNullable()
    t.string("form_reference", 120).notNullable()
    t.string("starts_at", 24).notNullable()
    t.string("ends_at", 24)
    t.string("end_reason", 400)
    t.string("claimed_at", 24)
    t.string("revoked_at", 24)
    t.string("revoked_reason", 400)
    t.string("created_at", 24).notNullable()
    t.string("created_by", 120).notNullable()
    t.foreign(["patient_id", "slot"]).references(["patient_id", "slot"]).inTable("patient_slots")
    // An index cannot use the clock: granting revokes an expired holder in the same transaction.
    t.unique(["patient_id", "slot"], {
      indexName: "grants_one_per_slot",
      predicate: db.whereRaw("revoked_at IS NULL"),
    })
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("grants")
  await db.schema.dropTable("patient_slots")
}
