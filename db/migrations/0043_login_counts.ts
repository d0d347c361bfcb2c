// How often readers log in, per week and per month: numbers only, added up at each login.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("login_counts", (t) => {
    t.string("period", 8).notNullable() // week | month
    t.string("starts_on", 10).notNullable() // a Monday, or the first of a month
    t.string("location_id", 36).notNullable() // empty: everywhere together
    t.integer("count").notNullable()
    t.primary(["period", "starts_on", "location_id"])
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("login_counts")
}
