// Pictures of the life book: made smaller and stripped at the import, sealed like its text.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("pictures", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().index()
    t.string("patient_id", 36).notNullable()
    t.string("section", 16).notNullable() // portrait | lifeStory
    t.binary("content").notNullable() // base64 of a WebP
    t.boolean("visible").notNullable()
  })
  // Their pictures were left out until now: the next import takes them in.
  await db("fhir_resources")
    .where({ type: "DocumentReference" })
    .whereIn("section", ["portrait", "lifeStory"])
    .whereNull("deleted_at")
    .update({ needs_projection: true })
}

export async function down(db: Knex) {
  await db.schema.dropTable("pictures")
}
