// The one-time links with which staff choose a password and set up their app.
import type { Db } from "../../db/knex.ts"

export async function insertLink(
  trx: Db,
  link: { id: string; staffId: string; tokenHash: string; createdAt: string; expiresAt: string },
): Promise<void> {
  await supersedeLinks(trx, link.staffId, link.createdAt)
  await trx("staff_links").insert({
    id: link.id,
    staff_id: link.staffId,
    token_hash: link.tokenHash,
    created_at: link.createdAt,
    expires_at: link.expiresAt,
  })
}

export async function supersedeLinks(trx: Db, staffId: string, now: string): Promise<void> {
  await trx("staff_links")
    .where({ staff_id: staffId, used_at: null, superseded_at: null })
    .update({ superseded_at: now })
}

const usable = (db: Db, tokenHash: string, now: string) =>
  db("staff_links")
    .where({ token_hash: tokenHash, used_at: null, superseded_at: null })
    .where("expires_at", ">", now)

export async function findLink(db: Db, tokenHash: string, now: string): Promise<string | undefined> {
  const row = (await usable(db, tokenHash, now).first("staff_id")) as { staff_id: string } | undefined
  return row?.staff_id
}

/** @returns false when another request used it first. */
export async function spendLink(trx: Db, tokenHash: string, now: string): Promise<boolean> {
  return (await usable(trx, tokenHash, now).update({ used_at: now })) === 1
}

/** When the newest link of each runs out. */
export async function linkExpiries(db: Db, now: string): Promise<Map<string, string>> {
  const rows = (await db("staff_links")
    .where({ used_at: null, superseded_at: null })
    .where("expires_at", ">", now)
    .select("staff_id", "expires_at")) as { staff_id: string; expires_at: string }[]
  return new Map(rows.map((row) => [row.staff_id, row.expires_at]))
}
