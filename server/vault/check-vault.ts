// "May this vault still open?", asked without a session: the ticket can ask this one thing.
import type { VaultItem, VaultVerdict } from "#contract/vault"
import type { Db } from "../../db/knex.ts"
import { listReadable, type Readable } from "../access/readable-patients.ts"
import type { VaultEnd } from "../access/vaults.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { fail } from "../http/failures.ts"
import { takeTurns, turnAt } from "../limits/counters.ts"
import type { OrganisationSettings } from "../organisation/settings.ts"
import { hashToken } from "../session/tokens.ts"
import { judgeItems } from "./judge-items.ts"
import { leaseUntil } from "./lease.ts"
import { endVault, findTicket, noteContact, supersedeBelow, type TicketRow } from "./vault.queries.ts"

type Question = { ticket: string; items: VaultItem[] }
/** "ended": it had ended before. */
type Reason = VaultEnd | "ended"

/** @throws Failure `vault-unknown`, which wipes nothing; `too-many-requests`. */
export async function checkVault(
  deps: Deps,
  { ticket, items }: Question,
  client: ClientInfo,
): Promise<VaultVerdict> {
  const hash = hashToken(ticket)
  const verdict = await deps.db.transaction(async (trx) => {
    await takeTurns(trx, deps, [turnAt("vault-checks-address", client.address)])
    const row = await findTicket(trx, hash, dateInAmsterdam(deps.now()))
    if (!row) return log(trx, deps, undefined, client, "unknown")
    await takeTurns(trx, deps, [{ limit: "vault-checks-ticket", key: hash }])
    const readable = row.state === "active" ? await listReadable(trx, deps, row.account_id) : []
    const settings = readable[0]?.candidate.settings
    const end = reasonToWipe(row, settings)
    if (end || !settings) return wipe(trx, deps, row, end ?? "no-access", client)
    if (row.owes_texts) return close(trx, deps, row, client)
    return answer(trx, deps, row, { settings, readable, items }, client)
  })
  // Thrown after the transaction: the counted try and the row in the log must stay.
  return verdict ?? fail("vault-unknown")
}

/** @param settings undefined when no record opens. */
function reasonToWipe(row: TicketRow, settings: OrganisationSettings | undefined): Reason | null {
  if (row.ended_at !== null) return "ended"
  // An old copy of the vault, put back or taken along: nobody knows who holds the newer one.
  if (row.superseded_at !== null) return "replayed"
  if (row.state !== "active") return "closed"
  if (!settings) return "no-access"
  if (settings.bsnStep !== "off" && row.bsn_step_at === null) return "no-access"
  return settings.offline.allowed ? null : "not-allowed"
}

async function wipe(trx: Db, deps: Deps, row: TicketRow, reason: Reason, client: ClientInfo) {
  if (reason !== "ended") await endVault(trx, row.vault_id, reason, deps.now().toISOString())
  await log(trx, deps, row, client, reason)
  const verdict: VaultVerdict = { verdict: "wipe", vault: row.vault_id }
  return verdict
}

/** What is kept stays, and stays shut; its lease is not prolonged. A yes to the terms opens it again. */
async function close(trx: Db, deps: Deps, row: TicketRow, client: ClientInfo) {
  await log(trx, deps, row, client, "terms")
  const verdict: VaultVerdict = { verdict: "closed", vault: row.vault_id, why: "terms" }
  return verdict
}

async function answer(
  trx: Db,
  deps: Deps,
  row: TicketRow,
  asked: { settings: OrganisationSettings; readable: Readable[]; items: VaultItem[] },
  client: ClientInfo,
) {
  const now = deps.now()
  const at = now.toISOString()
  // First the vault's row, as where tickets are made: held in another order two requests would wait for each other.
  if (!(await noteContact(trx, row.vault_id, at))) return wipe(trx, deps, row, "ended", client)
  await supersedeBelow(trx, row.vault_id, row.number, at)
  const outcome = await judgeItems(trx, asked.readable, asked.items)
  await log(trx, deps, row, client, null)
  const verdict: VaultVerdict = {
    verdict: "open",
    vault: row.vault_id,
    now: at,
    leaseUntil: leaseUntil(now, row.logged_in_at, asked.settings.offline),
    grants: asked.readable.map(({ patient: { id, sections, endsAt } }) => ({
      patientId: id,
      sections,
      endsAt,
    })),
    ...outcome,
  }
  return verdict
}

const log = async (
  trx: Db,
  deps: Deps,
  row: TicketRow | undefined,
  client: ClientInfo,
  refusal: string | null,
): Promise<undefined> => {
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "vault.check",
    action: "E",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor: row
      ? { kind: "reader", id: row.account_id, means: "vault ticket", client }
      : { kind: "anonymous", client },
    objectKind: "vault",
    objectId: row?.vault_id ?? null,
  })
}
