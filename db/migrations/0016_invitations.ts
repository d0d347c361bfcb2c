import type { Knex } from "knex"

export async function up(db: Knex) {
  // A mailed link with which the holder of a grant makes an account. Of each grant the newest only.
  await db.schema.createTable("invitations", (t) => {
    t.string("id", 36).primary()
    t.string("grant_id", 36).notNullable().references("grants.id").onDelete("CASCADE").index()
    t.string("token_hash", 64).notNullable().unique()
    t.string("created_at", 24).notNullable()
    t.string("created_by", 120).notNullable()
    t.string("expires_at", 24).notNullable()
    t.string("used_at", 24) // its address has an account since
    t.string("superseded_at", 24)
    t.string("cancelled_at", 24)
    // One open invitation per grant, whoever presses at the same time.
    t.unique(["grant_id"], {
      indexName: "invitations_one_open",
      predicate: db.whereRaw("used_at IS NULL AND superseded_at IS NULL AND cancelled_at IS NULL"),
    })
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("invitations")
}
