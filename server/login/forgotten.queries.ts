// Mailed links to a new password, and whom they are for.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

type Row = WrappedKey & { id: string; email: Buffer; mobile: Buffer; codes_blocked_until: string | null }

/** The active account of an address, as it wrote that. One statement, found or not. */
export async function findForgetful(
  db: Db,
  sealing: Sealing,
  emailIndex: string,
): Promise<{ id: string; email: string; codesBlockedUntil: string | null } | undefined> {
  const row = (await db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({ "accounts.email_index": emailIndex, "accounts.state": "active" })
    .first(
      "accounts.id",
      "accounts.email",
      "accounts.codes_blocked_until",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )) as Omit<Row, "mobile"> | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: row.id }, row)
  const email = sealing.open(key, "accounts.email", row.id, row.email)
  return { id: row.id, email, codesBlockedUntil: row.codes_blocked_until }
}

const purpose = "reset-password"

/** Only the newest link of an account works; an account that is not there gets none, with the same statements. */
export async function replaceResetLink(
  trx: Db,
  link: { accountId: string; tokenHash: string; createdAt: string; expiresAt: string },
): Promise<void> {
  await trx("email_links")
    .where({ account_id: link.accountId, purpose, superseded_at: null })
    .update({ superseded_at: link.createdAt })
  const row = {
    id: randomUUID(),
    account_id: link.accountId,
    purpose,
    token_hash: link.tokenHash,
    created_at: link.createdAt,
    expires_at: link.expiresAt,
  }
  const columns = Object.keys(row)
  await trx(trx.raw(`?? (${columns.map(() => "??").join(", ")})`, ["email_links", ...columns])).insert(
    trx("accounts")
      .where({ id: link.accountId, state: "active" })
      .select(Object.values(row).map((value) => trx.raw("?", [value]))),
  )
}

export type ResetLink = { accountId: string; email: string; mobile: string }

/** A link that still leads on: fresh, the newest, and of an active account. Looking and pressing do not spend it. */
export async function findResetLink(
  db: Db,
  sealing: Sealing,
  tokenHash: string,
  now: string,
): Promise<ResetLink | undefined> {
  const row = (await db("email_links")
    .join("accounts", "accounts.id", "email_links.account_id")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({
      "email_links.token_hash": tokenHash,
      "email_links.purpose": purpose,
      "email_links.superseded_at": null,
      "accounts.state": "active",
    })
    .where("email_links.expires_at", ">", now)
    .first("accounts.id", "accounts.email", "accounts.mobile", "data_keys.ring_key", "data_keys.wrapped")) as
    Row | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: row.id }, row)
  return {
    accountId: row.id,
    email: sealing.open(key, "accounts.email", row.id, row.email),
    mobile: sealing.open(key, "accounts.mobile", row.id, row.mobile),
  }
}
