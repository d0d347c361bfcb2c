// Lost telephones: who asked, who approved, and how far it is. The new number and the proof are sealed under the
// account's key.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"

export type LostPhone = {
  id: string
  accountId: string
  mobile: string
  mobileIndex: string
  /** How staff knew who it was. */
  proof: string
  requestedAt: string
  requestedBy: string
  approvedAt: string | null
  approvedBy: string | null
  readyAt: string | null
  linkExpiresAt: string | null
}

type Row = {
  id: string
  account_id: string
  mobile: Buffer
  mobile_index: string
  proof: Buffer
  requested_at: string
  requested_by: string
  approved_at: string | null
  approved_by: string | null
  ready_at: string | null
  link_expires_at: string | null
}

const open = { stopped_at: null, cancelled_at: null, done_at: null }

export async function insertLostPhone(
  trx: Db,
  sealing: Sealing,
  wanted: { accountId: string; mobile: string; mobileIndex: string; proof: string; by: string },
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const key = await sealing.keyFor(trx, { kind: "account", id: wanted.accountId }, now)
  await trx("lost_phones").insert({
    id,
    account_id: wanted.accountId,
    mobile: sealing.seal(key, "lost_phones.mobile", id, wanted.mobile),
    mobile_index: wanted.mobileIndex,
    proof: sealing.seal(key, "lost_phones.proof", id, wanted.proof),
    requested_at: now.toISOString(),
    requested_by: wanted.by,
  })
  return id
}

/** The open requests; of one account, with one id, or with one link. */
export async function findLostPhones(
  db: Db,
  sealing: Sealing,
  where: { id?: string; account_id?: string; stop_hash?: string; link_hash?: string },
  now: Date,
): Promise<LostPhone[]> {
  const rows = (await db("lost_phones")
    .where({ ...open, ...where })
    .orderBy("requested_at")) as Row[]
  const found: LostPhone[] = []
  for (const row of rows) {
    const key = await sealing.keyFor(db, { kind: "account", id: row.account_id }, now)
    found.push({
      id: row.id,
      accountId: row.account_id,
      mobile: sealing.open(key, "lost_phones.mobile", row.id, row.mobile),
      mobileIndex: row.mobile_index,
      proof: sealing.open(key, "lost_phones.proof", row.id, row.proof),
      requestedAt: row.requested_at,
      requestedBy: row.requested_by,
      approvedAt: row.approved_at,
      approvedBy: row.approved_by,
      readyAt: row.ready_at,
      linkExpiresAt: row.link_expires_at,
    })
  }
  return found
}

type Change = Partial<
  Record<
    | "approved_at"
    | "approved_by"
    | "ready_at"
    | "stop_hash"
    | "stopped_at"
    | "cancelled_at"
    | "cancelled_by"
    | "link_hash"
    | "link_expires_at"
    | "done_at",
    string
  >
>

/** @param unless a step that may not have been taken yet. @returns false when another request was first. */
export async function moveLostPhone(
  trx: Db,
  id: string,
  change: Change,
  unless: "approved_at" | "link_hash" | "done_at",
): Promise<boolean> {
  return (
    (await trx("lost_phones")
      .where({ ...open, id })
      .whereNull(unless)
      .update(change)) === 1
  )
}

/** Approved, waited for, and the link not mailed yet. */
export async function listReady(db: Db, now: string): Promise<string[]> {
  const rows = (await db("lost_phones")
    .where({ ...open, link_hash: null })
    .where("ready_at", "<=", now)
    .select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}
