// Vaults and their tickets. A vault's tickets are numbered; its row is held while a number is given out.
import type { Db } from "../../db/knex.ts"
import { owesTexts } from "../session/owed-texts.queries.ts"
import type { VaultEnd } from "../access/vaults.queries.ts"

type NewVault = { id: string; accountId: string; deviceId: string | null; loggedInAt: string; now: string }

/** @returns true when there was none with this id. */
export async function insertVault(trx: Db, vault: NewVault): Promise<boolean> {
  const rows = (await trx("vaults")
    .insert({
      id: vault.id,
      account_id: vault.accountId,
      device_id: vault.deviceId,
      created_at: vault.now,
      logged_in_at: vault.loggedInAt,
      contact_at: vault.now,
      tickets: 0,
    })
    .onConflict("id")
    .ignore()
    .returning("id")) as unknown[]
  return rows.length === 1
}

/** @returns the number of the next ticket; undefined when the vault is another account's, or ended. */
export async function countTicket(trx: Db, vault: NewVault): Promise<number | undefined> {
  const [row] = (await trx("vaults")
    .where({ id: vault.id, account_id: vault.accountId, ended_at: null })
    .update({
      tickets: trx.raw("tickets + 1"),
      device_id: vault.deviceId,
      logged_in_at: vault.loggedInAt,
      contact_at: vault.now,
    })
    .returning("tickets")) as { tickets: number }[]
  return row?.tickets
}

export async function insertTicket(
  trx: Db,
  ticket: { hash: string; vaultId: string; number: number; now: string },
): Promise<void> {
  await trx("vault_tickets").insert({
    ticket_hash: ticket.hash,
    vault_id: ticket.vaultId,
    number: ticket.number,
    created_at: ticket.now,
  })
}

/** Who shows one of them from now on holds an old copy of the vault. */
export async function supersedeBelow(trx: Db, vaultId: string, number: number, now: string): Promise<void> {
  await trx("vault_tickets")
    .where({ vault_id: vaultId, superseded_at: null })
    .where("number", "<", number)
    .update({ superseded_at: now })
}

/** The live vaults of an account, the one that was longest without contact last. */
export async function listLiveVaults(trx: Db, accountId: string): Promise<{ id: string }[]> {
  return (await trx("vaults")
    .where({ account_id: accountId, ended_at: null })
    .orderBy([
      { column: "contact_at", order: "desc" },
      { column: "created_at", order: "desc" },
    ])
    .select("id")) as { id: string }[]
}

export type TicketRow = {
  number: number
  superseded_at: string | null
  vault_id: string
  account_id: string
  logged_in_at: string
  ended_at: string | null
  state: string
  bsn_step_at: string | null
  owes_texts: boolean | number
}

/** A ticket with its vault and what the account says of it. One statement. */
export async function findTicket(trx: Db, hash: string, today: string): Promise<TicketRow | undefined> {
  return (await trx("vault_tickets")
    .join("vaults", "vaults.id", "vault_tickets.vault_id")
    .join("accounts", "accounts.id", "vaults.account_id")
    .where("vault_tickets.ticket_hash", hash)
    .first(
      "vault_tickets.number",
      "vault_tickets.superseded_at",
      "vault_tickets.vault_id",
      "vaults.account_id",
      "vaults.logged_in_at",
      "vaults.ended_at",
      "accounts.state",
      "accounts.bsn_step_at",
      owesTexts(trx, today),
    )) as TicketRow | undefined
}

/** @returns false when it ended meanwhile. */
export async function noteContact(trx: Db, vaultId: string, now: string): Promise<boolean> {
  return (await trx("vaults").where({ id: vaultId, ended_at: null }).update({ contact_at: now })) === 1
}

/** @returns false when it had ended already. */
export async function endVault(trx: Db, id: string, reason: VaultEnd, now: string): Promise<boolean> {
  return (
    (await trx("vaults").where({ id, ended_at: null }).update({ ended_at: now, end_reason: reason })) === 1
  )
}

/** The device says that nothing is left of it. @returns whose it was; undefined when nobody's, or said before. */
export async function markWiped(trx: Db, id: string, now: string): Promise<string | undefined> {
  const [row] = (await trx("vaults")
    .where({ id, wiped_at: null })
    .update({
      wiped_at: now,
      end_reason: trx.raw("coalesce(end_reason, 'wiped')"),
      ended_at: trx.raw("coalesce(ended_at, ?)", [now]),
    })
    .returning("account_id")) as { account_id: string }[]
  return row?.account_id
}
