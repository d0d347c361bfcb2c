// The log, sealed: which rows stand in which block, and each block's seal over them and the block before.
import type { Knex } from "knex"

const tables = ["audit_blocks", "audit_block_rows"]

export async function up(db: Knex) {
  await db.schema.createTable("audit_blocks", (t) => {
    t.integer("seq").primary()
    t.string("at", 24).notNullable()
    t.string("newest_row_at", 24).notNullable()
    t.integer("row_count").notNullable()
    t.string("seal", 64).notNullable()
  })
  await db.schema.createTable("audit_block_rows", (t) => {
    t.string("event_id", 36).primary()
    t.integer("block").notNullable()
    t.integer("position").notNullable()
    t.unique(["block", "position"])
  })
  for (const table of tables) await refuseChanges(db, table)
}

async function refuseChanges(db: Knex, table: string) {
  if (db.client.config.client === "pg") {
    await db.raw(`
      CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`)
    await db.raw(`
      CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`)
    return
  }
  for (const action of ["UPDATE", "DELETE"]) {
    await db.raw(`
      CREATE TRIGGER ${table}_no_${action.toLowerCase()} BEFORE ${action} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`)
  }
}

export async function down(db: Knex) {
  for (const table of tables) await db.schema.dropTable(table)
}
