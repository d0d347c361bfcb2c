import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("outbox_messages", (t) => {
    t.increments("seq") // order of queueing, also within one millisecond
    t.string("id", 36).notNullable().unique()
    t.string("kind", 8).notNullable() // sms | mail
    t.string("purpose", 40).notNullable()
    t.string("account_id", 36)
    t.binary("sealed") // {to, subject?, text} as JSON; emptied once delivered
    t.string("created_at", 24).notNullable()
    t.string("next_try_at", 24).notNullable()
    t.string("give_up_at", 24).notNullable() // a code that is too old to use is not sent any more
    t.integer("tries").notNullable().defaultTo(0)
    t.string("leased_until", 24)
    t.string("sent_at", 24)
    t.string("failed_at", 24)
    t.string("error", 200)
    t.index(["sent_at", "failed_at", "next_try_at"])
  })
  // What the demo's gateway "delivered"; stays empty in production.
  await db.schema.createTable("postvak_messages", (t) => {
    t.increments("seq")
    t.string("id", 36).notNullable().unique()
    t.string("kind", 8).notNullable()
    t.binary("sealed").notNullable()
    t.string("at", 24).notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("postvak_messages")
  await db.schema.dropTable("outbox_messages")
}
