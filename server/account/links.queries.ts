// Links that were mailed to an account: to undo a change, and those that another change makes worthless.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"

export type LinkPurpose = "undo"

export async function insertLink(
  trx: Db,
  link: {
    accountId: string
    purpose: LinkPurpose
    tokenHash: string
    changeId: string
    createdAt: string
    expiresAt: string
  },
): Promise<void> {
  await trx("email_links").insert({
    id: randomUUID(),
    account_id: link.accountId,
    purpose: link.purpose,
    token_hash: link.tokenHash,
    change_id: link.changeId,
    created_at: link.createdAt,
    expires_at: link.expiresAt,
  })
}

export type UndoLink = { accountId: string; number: number; undoneAt: string | null }

/** The change that a link undoes, of an active account. */
export async function findUndoLink(db: Db, tokenHash: string, now: string): Promise<UndoLink | undefined> {
  const row = (await db("email_links")
    .join("account_changes", "account_changes.id", "email_links.change_id")
    .join("accounts", "accounts.id", "account_changes.account_id")
    .where({
      "email_links.token_hash": tokenHash,
      "email_links.purpose": "undo",
      "accounts.state": "active",
    })
    .where("email_links.expires_at", ">", now)
    .whereNotNull("account_changes.done_number")
    .first("accounts.id", "account_changes.done_number", "account_changes.undone_at")) as
    { id: string; done_number: number; undone_at: string | null } | undefined
  return row && { accountId: row.id, number: row.done_number, undoneAt: row.undone_at }
}
