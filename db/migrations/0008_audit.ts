// The log of who did what (NEN 7513). Rows are only ever added: the database itself refuses anything else.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("audit_events", (t) => {
    t.string("id", 36).primary()
    t.string("at", 24).notNullable().index()
    t.string("event", 40).notNullable()
    t.string("action", 1).notNullable() // C R U D E
    t.string("outcome", 16).notNullable() // done | refused | failed
    t.string("reason", 120)
    t.string("actor_kind", 16).notNullable() // reader | staff | operator | system | anonymous
    t.string("actor_id", 120)
    t.string("actor_role", 24)
    t.string("means", 40) // how the actor was identified
    t.string("session_hash", 64)
    t.string("address", 64)
    t.string("browser", 40)
    t.string("device", 40)
    t.string("patient_id", 36).index()
    t.string("object_kind", 40)
    t.string("object_id", 64)
    t.string("grant_id", 36)
    t.string("request_id", 36)
    t.string("hmac", 64).notNullable()
  })
  if (db.client.config.client === "pg") {
    await db.raw(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$`)
    await db.raw(`
      CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`)
    await db.raw(`
      CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`)
    return
  }
  for (const action of ["UPDATE", "DELETE"]) {
    await db.raw(`
      CREATE TRIGGER audit_events_no_${action.toLowerCase()} BEFORE ${action} ON audit_events
      BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END`)
  }
}

export async function down(db: Knex) {
  await db.schema.dropTable("audit_events")
  if (db.client.config.client === "pg") await db.raw("DROP FUNCTION refuse_audit_change()")
}
