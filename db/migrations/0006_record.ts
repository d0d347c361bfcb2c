// What the reader's pages are made of: projections of FHIR resources, sealed per patient, droppable and rebuildable.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("patients", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("bsn_index", 64).index()
    t.binary("bsn")
    t.binary("name").notNullable() // JSON: {full, callName}
    t.string("birth_date", 10)
    t.boolean("deceased").notNullable().defaultTo(false)
    t.string("deceased_on", 10) // of a partial date its last day
    t.string("deceased_precision", 8) // day | month | year | unknown
    t.string("deceased_first_seen_at", 24)
    t.boolean("active").notNullable().defaultTo(true)
    t.string("merged_into", 36)
    t.boolean("has_decision_capacity") // null = not recorded yet; staff decide, never an import
    t.string("account_limit_reason", 400)
    // Withdrawn or confidential in the ECD. The row stays, for staff's decisions hang on it; nothing of it may show.
    t.boolean("visible").notNullable().defaultTo(true)
  })
  await db.schema.createTable("patient_identifiers", (t) => {
    t.string("id", 36).primary()
    t.string("patient_id", 36).notNullable().references("patients.id").onDelete("CASCADE").index()
    t.string("system", 200).notNullable()
    t.binary("value").notNullable()
    t.string("value_index", 64).notNullable().index() // for references that name a number instead of an id
  })
  await db.schema.createTable("locations", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("resource_id", 64).notNullable()
    t.string("name", 200).notNullable()
    t.string("part_of", 36)
    t.string("phone", 40)
    t.boolean("is_psychogeriatric").notNullable().defaultTo(false)
    t.boolean("visible").notNullable().defaultTo(true) // false: withdrawn or confidential; its name is empty then
  })
  await db.schema.createTable("stays", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("patient_id", 36).notNullable().index()
    t.string("location_id", 36)
    t.string("status", 16).notNullable() // active | ended | planned | cancelled
    t.string("starts_on", 10)
    t.string("ends_on", 10) // of a partial date its last day
    t.string("end_precision", 8) // day | month | year | unknown
    t.string("end_first_seen_at", 24)
  })
  await db.schema.createTable("relatives", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("resource_id", 64).notNullable()
    t.string("patient_id", 36).notNullable().index()
    t.binary("name").notNullable()
    t.binary("email")
    t.binary("mobile")
    t.binary("bsn")
    t.string("bsn_index", 64).index()
    t.string("role", 24).notNullable() // legalRepresentative | contactPerson | financialOnly | other
    t.string("role_code", 8)
    t.string("kinship", 24)
    t.boolean("active").notNullable().defaultTo(true)
    t.string("valid_from", 10)
    t.string("valid_until", 10)
  })
  await db.schema.createTable("practitioners", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("resource_type", 24).notNullable() // Practitioner | PractitionerRole
    t.string("resource_id", 64).notNullable()
    t.binary("name") // sealed under the system's key: staff belong to no patient
    t.string("role_text", 200)
    t.binary("phone")
    t.string("hours", 200)
    t.string("practitioner_resource_id", 64) // PractitionerRole → Practitioner
    t.index(["resource_type", "resource_id"])
  })
  await db.schema.createTable("care_team_members", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().index()
    t.string("patient_id", 36).notNullable().index()
    t.string("member_type", 24).notNullable()
    t.string("member_id", 64).notNullable()
    t.string("role_text", 200)
    t.boolean("is_evv").notNullable().defaultTo(false)
    t.string("valid_from", 10)
    t.string("valid_until", 10)
  })
  await db.schema.createTable("reports", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().unique()
    t.string("patient_id", 36).notNullable()
    t.string("discipline", 32).notNullable()
    t.binary("content").notNullable() // JSON: {title, author, authorRole, sections: [{heading, text}]}
    t.string("occurred_at", 24).notNullable()
    t.string("precision", 8).notNullable() // instant | day
    t.string("amended_at", 24)
    t.string("received_at", 24).notNullable() // first time it became readable: "new since"
    t.boolean("visible").notNullable()
    t.index(["patient_id", "visible", "occurred_at", "id"])
  })
  await db.schema.createTable("appointments", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().index()
    t.string("patient_id", 36).notNullable() // one row per patient of a group
    t.binary("content").notNullable() // JSON: {title, description, instruction, participants, place}
    t.string("starts_at", 24).notNullable()
    t.string("ends_at", 24)
    t.string("status", 16).notNullable() // planned | done | cancelled | pending
    t.boolean("is_group").notNullable().defaultTo(false)
    t.boolean("visible").notNullable()
    t.unique(["fhir_resource_id", "patient_id"])
    t.index(["patient_id", "visible", "starts_at"])
  })
}

export async function down(db: Knex) {
  for (const table of [
    "appointments",
    "reports",
    "care_team_members",
    "practitioners",
    "relatives",
    "stays",
    "locations",
    "patient_identifiers",
    "patients",
  ])
    await db.schema.dropTable(table)
}
