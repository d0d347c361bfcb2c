import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("ecd_sources", (t) => {
    t.string("id", 36).primary()
    t.string("name", 80).notNullable().unique()
    t.string("kind", 8).notNullable() // file | fhir
    t.text("settings").notNullable() // JSON: allowed types, absent-confidentiality rule, code lists
    t.string("created_at", 24).notNullable()
  })
  await db.schema.createTable("import_runs", (t) => {
    t.string("id", 36).primary()
    t.string("source_id", 36).notNullable().references("ecd_sources.id")
    t.string("mode", 16).notNullable() // file | pull | rebuild
    t.string("actor", 120).notNullable()
    t.string("started_at", 24).notNullable()
    t.string("alive_at", 24) // the lease: a running import of which this is old was killed
    t.string("ended_at", 24)
    t.string("status", 16).notNullable() // running | done | quarantine | nothing | aborted | failed
    for (const count of [
      "items_read",
      "created",
      "updated",
      "unchanged",
      "stale",
      "deleted",
      "stored_only",
      "skipped",
      "quarantined",
    ])
      t.integer(count).notNullable().defaultTo(0)
    t.text("error")
  })
  await db.schema.createTable("import_items", (t) => {
    t.increments("id")
    t.string("run_id", 36).notNullable().references("import_runs.id").onDelete("CASCADE")
    t.string("type", 64)
    t.string("resource_id", 64)
    t.string("version_key", 80)
    t.string("outcome", 16).notNullable()
    t.string("code", 40)
    t.index(["run_id", "resource_id"])
  })
  await db.schema.createTable("fhir_resources", (t) => {
    t.string("id", 36).primary()
    t.string("source_id", 36).notNullable().references("ecd_sources.id")
    t.string("type", 64).notNullable()
    t.string("resource_id", 64).notNullable()
    t.string("current_version", 36)
    t.string("patient_id", 36).index()
    t.string("section", 24)
    t.boolean("visible").notNullable().defaultTo(false)
    t.string("hidden_reason", 40)
    t.string("deleted_at", 24)
    t.string("first_seen_at", 24).notNullable()
    // Something it is made of changed (a setting, an author that came later): projected again before the run ends.
    t.boolean("needs_projection").notNullable().defaultTo(false)
    t.unique(["source_id", "type", "resource_id"])
    t.index(["source_id"], "fhir_resources_to_project", { predicate: db.whereRaw("needs_projection") })
  })
  // Append-only: what the ECD said, word for word, sealed.
  await db.schema.createTable("fhir_resource_versions", (t) => {
    t.string("id", 36).primary()
    t.string("fhir_resource_id", 36).notNullable().references("fhir_resources.id")
    t.string("version_key", 80).notNullable()
    t.string("content_hash", 64).notNullable()
    t.string("last_updated", 24)
    t.string("received_at", 24).notNullable()
    t.string("run_id", 36).notNullable()
    t.string("owner_kind", 16).notNullable() // whose data key sealed it
    t.string("owner_id", 64).notNullable()
    t.binary("raw").notNullable()
    t.text("scope") // JSON: what each urn: reference meant inside its bundle, as Type/id
    t.index(["fhir_resource_id", "version_key"])
  })
  await db.schema.createTable("fhir_references", (t) => {
    t.increments("id")
    t.string("source_id", 36).notNullable()
    t.string("fhir_resource_id", 36).notNullable().references("fhir_resources.id").index()
    t.string("path", 120).notNullable()
    t.string("target_type", 64).notNullable()
    t.string("target_id", 64).notNullable()
    t.string("bound_id", 36) // null until the target came in
    t.index(["source_id", "target_type", "target_id"])
  })
  await db.schema.createTable("quarantined_items", (t) => {
    t.string("id", 36).primary()
    t.string("source_id", 36).notNullable().references("ecd_sources.id")
    t.string("run_id", 36).notNullable()
    t.string("type", 64)
    t.string("resource_id", 64)
    t.string("location", 400).notNullable() // file:line, file#entry or address
    t.string("code", 40).notNullable()
    t.string("path", 200)
    t.text("explanation").notNullable() // Dutch, never a value from the record
    t.binary("raw").notNullable()
    t.text("scope")
    t.string("content_hash", 64).notNullable()
    // What its arrival makes readable: Patient and its id, or bsn and the index another client holds now.
    t.string("waits_for_type", 64)
    t.string("waits_for_id", 64)
    t.string("first_seen_at", 24).notNullable()
    t.string("last_seen_at", 24).notNullable()
    t.integer("times_seen").notNullable().defaultTo(1)
    t.integer("times_in_run").notNullable().defaultTo(1) // in run_id, the last run that met it
    t.string("resolved_at", 24)
    t.string("resolution", 40) // imported | replaced
    t.unique(["source_id", "content_hash", "code"])
    t.index(["source_id", "resource_id"])
    t.index(["source_id", "code", "id"], "quarantined_items_open", {
      predicate: db.whereNull("resolved_at"),
    })
    t.index(["waits_for_type", "waits_for_id"])
  })
}

export async function down(db: Knex) {
  for (const table of [
    "quarantined_items",
    "fhir_references",
    "fhir_resource_versions",
    "fhir_resources",
    "import_items",
    "import_runs",
    "ecd_sources",
  ])
    await db.schema.dropTable(table)
}
