// Signed forms that came in and wait for a decision: access is given, or refused with a mail.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("access_forms", (t) => {
    t.string("id", 36).primary()
    t.string("patient_id", 36).notNullable().index()
    t.string("person", 36).notNullable() // "self", a relative's id, or "unknown" to the ECD
    // Sealed under the client's key; gone once it is decided.
    t.binary("email")
    t.string("email_index", 64)
    t.binary("mobile")
    t.string("form_date", 10).notNullable()
    t.string("form_reference", 120).notNullable()
    t.string("recorded_at", 24).notNullable()
    t.string("recorded_by", 120).notNullable()
    t.string("decided_at", 24)
    t.string("decided_by", 120)
    t.string("grant_id", 36) // what was given
    t.string("refusal", 24)
    // Of each person one form waits at a client, whoever records it at the same time.
    t.unique(["patient_id", "email_index"], {
      indexName: "access_forms_one_waiting",
      predicate: db.whereRaw("decided_at IS NULL"),
    })
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("access_forms")
}
