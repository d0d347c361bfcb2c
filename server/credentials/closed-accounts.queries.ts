// Accounts that were closed, and what becomes of what they logged in with.
import type { Db } from "../../db/knex.ts"

/** Nothing of the account opens any more; its address is free for a new registration. */
export async function markClosed(trx: Db, id: string, now: string): Promise<void> {
  await trx("accounts").where({ id }).update({ state: "closed", closed_at: now })
}

/** Closed longer ago, and not erased yet. */
export async function listToErase(db: Db, closedBefore: string, count: number): Promise<string[]> {
  const rows = (await db("accounts")
    .where("closed_at", "<", closedBefore)
    .where({ state: "closed", erased_at: null })
    .orderBy("closed_at")
    .limit(count)
    .select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

/** @returns false when another server did so first. */
export async function markErased(trx: Db, id: string, now: string): Promise<boolean> {
  return (await trx("accounts").where({ id, erased_at: null }).update({ erased_at: now })) === 1
}

/** All that hangs on an account, but for its grants, its id in the log, and its devices that must still be wiped. */
const ofAccount = [
  "sessions",
  "logins",
  "devices",
  "challenges",
  "email_links",
  "account_changes",
  "lost_phones",
  "waiting_registrations",
  "accepted_texts",
  "display_settings",
  "read_announcements",
  "told_accounts",
  "news_settings",
  "outbox_messages",
] as const

/** The row stays for the grants that name it, emptied; without its key no copy of it can be read either. */
export async function eraseLogin(trx: Db, id: string): Promise<void> {
  for (const table of ofAccount) await trx(table).where({ account_id: id }).delete()
  const nothing = Buffer.alloc(0)
  await trx("accounts").where({ id, state: "closed" }).update({
    email: nothing,
    email_index: "",
    mobile: nothing,
    mobile_index: "",
    password: nothing,
    bsn_index: null,
  })
  await trx("data_keys").where({ owner_kind: "account", owner_id: id }).delete()
}
