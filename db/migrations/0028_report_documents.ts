// PDFs that belong to a report, sealed like its text.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("report_documents", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().index()
    t.string("patient_id", 36).notNullable()
    t.string("report_id", 36).notNullable().index()
    t.binary("content").notNullable() // base64
    t.integer("bytes").notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("report_documents")
}
