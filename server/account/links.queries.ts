// Links that were mailed to an account about a change: to the mailbox that it is to get, and to undo it.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"

export type LinkPurpose = "undo" | "new-email"

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

/** The link of a change that follows this one is the only one. */
export async function supersedeLinksOfChange(trx: Db, changeId: string, now: string): Promise<void> {
  await trx("email_links").where({ change_id: changeId, superseded_at: null }).update({ superseded_at: now })
}

export type NewEmailLink = { id: string; accountId: string; changeId: string; isDone: boolean }

/**
 * Fresh, the newest, and of a change that still waits; or pressed since `doneSince`, when the account still has that
 * address: a scanner may have been first.
 */
export async function findNewEmailLink(
  db: Db,
  tokenHash: string,
  now: string,
  doneSince: string,
): Promise<NewEmailLink | undefined> {
  const row = (await db("email_links")
    .join("account_changes", "account_changes.id", "email_links.change_id")
    .join("accounts", "accounts.id", "account_changes.account_id")
    .where({
      "email_links.token_hash": tokenHash,
      "email_links.purpose": "new-email" satisfies LinkPurpose,
      "email_links.superseded_at": null,
      "account_changes.ended_at": null,
      "account_changes.undone_at": null,
      "accounts.state": "active",
    })
    .where((alive) => {
      void alive
        .where(
          (open) => void open.whereNull("account_changes.done_at").where("email_links.expires_at", ">", now),
        )
        .orWhere(
          (done) =>
            void done
              .where("account_changes.done_at", ">", doneSince)
              .whereRaw("accounts.email_index = account_changes.value_index"),
        )
    })
    .first(
      "email_links.id",
      "email_links.account_id",
      "email_links.change_id",
      "account_changes.done_at",
    )) as { id: string; account_id: string; change_id: string; done_at: string | null } | undefined
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      changeId: row.change_id,
      isDone: row.done_at !== null,
    }
  )
}

export async function markLinkUsed(trx: Db, id: string, now: string): Promise<void> {
  await trx("email_links").where({ id, used_at: null }).update({ used_at: now })
}

export type UndoLink = { accountId: string; number: number; undoneAt: string | null }

/** The change that a link undoes, of an active account. */
export async function findUndoLink(db: Db, tokenHash: string, now: string): Promise<UndoLink | undefined> {
  const row = (await db("email_links")
    .join("account_changes", "account_changes.id", "email_links.change_id")
    .join("accounts", "accounts.id", "account_changes.account_id")
    .where({
      "email_links.token_hash": tokenHash,
      "email_links.purpose": "undo" satisfies LinkPurpose,
      "accounts.state": "active",
    })
    .where("email_links.expires_at", ">", now)
    .whereNotNull("account_changes.done_number")
    .first("accounts.id", "account_changes.done_number", "account_changes.undone_at")) as
    { id: string; done_number: number; undone_at: string | null } | undefined
  return row && { accountId: row.id, number: row.done_number, undoneAt: row.undone_at }
}
