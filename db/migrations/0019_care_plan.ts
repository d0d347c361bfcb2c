// The care plan: plans with what was agreed in them, and their goals. Sealed per patient, rebuildable like the rest.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("care_plans", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("patient_id", 36).notNullable()
    t.binary("content").notNullable() // JSON: title, texts, who made it, ids of its goals, agreements
    t.string("status", 16).notNullable() // active | paused | ended
    t.string("starts_on", 10) // as written: a year, a month or a day
    t.string("ends_on", 10)
    t.string("changed_at", 24) // its text changed since the portal first had it
    t.string("news_at", 24).notNullable() // since when this text is readable: "new since"
    t.boolean("visible").notNullable()
    t.index(["patient_id", "visible"])
  })
  await db.schema.createTable("care_goals", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("patient_id", 36).notNullable()
    t.binary("content").notNullable() // JSON: text, notes, progress, targets
    t.string("status", 16).notNullable() // active | paused | done | stopped
    t.string("starts_on", 10)
    t.string("changed_at", 24)
    t.string("news_at", 24).notNullable()
    t.boolean("visible").notNullable()
    t.index(["patient_id", "visible"])
  })
  // Which goals some plan names, shown or not: only a goal that no plan names stands by itself.
  await db.schema.alterTable("fhir_references", (t) => {
    t.index(["bound_id"], "fhir_references_goals", { predicate: db.whereRaw("path = 'goal'") })
  })
  // Kept word for word until now: the next import makes pages of them.
  await db("fhir_resources")
    .whereIn("type", ["CarePlan", "Goal"])
    .whereNull("deleted_at")
    .update({ needs_projection: true })
}

export async function down(db: Knex) {
  await db.schema.alterTable("fhir_references", (t) => {
    t.dropIndex(["bound_id"], "fhir_references_goals")
  })
  await db.schema.dropTable("care_goals")
  await db.schema.dropTable("care_plans")
  await db("fhir_resources").whereIn("type", ["CarePlan", "Goal"]).update({
    visible: false,
    section: null,
    hidden_reason: "stored-only",
    needs_projection: false,
  })
}
