// Who somebody is and was: one row for each resource that tells of it. Sealed per patient, rebuildable like the rest.
import type { Knex } from "knex"

const types = ["Composition", "DocumentReference", "Observation", "QuestionnaireResponse"]

export async function up(db: Knex) {
  await db.schema.createTable("life_story_chapters", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("patient_id", 36).notNullable()
    t.string("section", 16).notNullable() // portrait | lifeStory
    t.binary("content").notNullable() // JSON: its parts in order, each with chapter, heading and body
    t.string("written_on", 10) // as written: a year, a month or a day
    t.string("changed_at", 24) // its text changed since the portal first had it
    t.string("news_at", 24).notNullable() // since when this text is readable: "new since"
    t.boolean("visible").notNullable()
    t.index(["patient_id", "section", "visible"])
  })
  // Kept word for word until now: the next import makes pages of them.
  await db("fhir_resources")
    .whereIn("type", types)
    .where({ hidden_reason: "stored-only" })
    .whereNull("deleted_at")
    .update({ needs_projection: true })
}

export async function down(db: Knex) {
  const rows = db("life_story_chapters").select("fhir_resource_id")
  await db("fhir_resources").whereIn("id", rows).update({
    visible: false,
    section: null,
    hidden_reason: "stored-only",
    needs_projection: false,
  })
  await db.schema.dropTable("life_story_chapters")
}
