// The order of reports with all that a filter asks in it, and what is new: so that the sealed texts in between are not read.
import type { Knex } from "knex"

const before = ["patient_id", "visible", "occurred_at", "id"]
const after = [...before, "discipline"]
const name = "reports_in_order_index"
const news = ["patient_id", "visible", "received_at", "discipline"]
const newsName = "reports_received_index"

export async function up(db: Knex) {
  await db.schema.alterTable("reports", (t) => {
    t.dropIndex(before)
    t.index(after, name)
    t.index(news, newsName)
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable("reports", (t) => {
    t.dropIndex(after, name)
    t.dropIndex(news, newsName)
    t.index(before)
  })
}
