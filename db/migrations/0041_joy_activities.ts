// Joyful activities: what was done or is planned (from Appointments, a row for each client of a group) and what makes
// somebody happy (from CarePlans, without a time). Sealed per patient, rebuildable like the rest.
import type { Knex } from "knex"

const types = ["Appointment", "CarePlan"]

export async function up(db: Knex) {
  await db.schema.createTable("joy_activities", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().index()
    t.string("patient_id", 36).notNullable()
    t.binary("content").notNullable() // JSON: of an activity as of an appointment; of a plan its texts and what was enjoyed
    t.string("starts_at", 24) // null: a plan
    t.string("ends_at", 24)
    t.string("status", 16).notNullable() // planned | done | cancelled | pending; of a plan: planned
    t.boolean("is_group").notNullable().defaultTo(false)
    t.string("changed_at", 24) // its text changed since the portal first had it
    t.string("news_at", 24).notNullable() // since when this text is readable: "new since"
    t.boolean("visible").notNullable()
    t.index(["patient_id", "visible", "starts_at"])
  })
  // Kept word for word until now: the next import makes pages of them.
  await db("fhir_resources")
    .whereIn("type", types)
    .where({ hidden_reason: "stored-only" })
    .whereNull("deleted_at")
    .update({ needs_projection: true })
}

export async function down(db: Knex) {
  const rows = db("joy_activities").select("fhir_resource_id")
  await db("fhir_resources").whereIn("id", rows).update({
    visible: false,
    section: null,
    hidden_reason: "stored-only",
    needs_projection: false,
  })
  await db.schema.dropTable("joy_activities")
}
