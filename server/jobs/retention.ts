// Rows that have served: ended sessions and challenges, spent links, run-out counters, old import items, vaults
// that ended or that nobody opened for long.
import type { Deps } from "../deps.ts"

const DAY = 86_400_000

export async function removeOldRows({ db, now }: Deps): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY).toISOString()
  await db("challenges").where("expires_at", "<", before(1)).delete()
  await db("email_links").where("expires_at", "<", before(2)).delete()
  // What was never finished, and the old number or address once nothing can undo it any more.
  await db("account_changes").where({ done_at: null }).where("expires_at", "<", before(1)).delete()
  await db("account_changes").where("done_at", "<", before(7)).delete()
  await db("invitations").where("expires_at", "<", before(90)).delete()
  await db("lost_phones")
    .whereRaw("coalesce(done_at, stopped_at, cancelled_at) < ?", [before(90)])
    .delete()
  await db("access_forms").where("decided_at", "<", before(400)).delete()
  await db("staff_tasks").where("handled_at", "<", before(400)).delete()
  await db("waiting_registrations").where("expires_at", "<", before(0)).delete()
  await db("sessions").where("expires_at", "<", before(90)).delete()
  // The tickets go with their vault.
  await db("vaults")
    .whereRaw("coalesce(ended_at, contact_at) < ?", [before(90)])
    .delete()
  await db("devices").where("ended_at", "<", before(90)).delete()
  await db("devices").where("last_login_at", "<", before(400)).delete()
  await db("vault_tickets").where("superseded_at", "<", before(90)).delete()
  await db("staff_links").where("expires_at", "<", before(30)).delete()
  await db("staff_sessions").where("expires_at", "<", before(90)).delete()
  await db("rate_counters").where("window_ends_at", "<", before(0)).delete()
  await db("unknown_words").where("last_on", "<", before(180).slice(0, 10)).delete()
  await db("told_accounts").where("at", "<", before(400)).delete()
  await db("outbox_messages").where("sent_at", "<", before(30)).delete()
  await db("outbox_messages").where("failed_at", "<", before(30)).delete()
  await db("import_items")
    .whereIn("run_id", db("import_runs").where("started_at", "<", before(90)).select("id"))
    .delete()
}
