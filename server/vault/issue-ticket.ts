// A ticket for a device that keeps what its reader viewed: at its enrolment, and anew after each login. The device may
// be killed before it wrote the new one down, so the ticket before it works until the new one is first used.
import type { LogEvent } from "#contract/log-events"
import type { VaultTicket } from "#contract/vault"
import type { Db } from "../../db/knex.ts"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { takeTurns } from "../limits/counters.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { isDeviceEnded } from "../session/devices.queries.ts"
import type { Reader } from "../session/session.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { leaseUntil } from "./lease.ts"
import {
  countTicket,
  endVault,
  insertTicket,
  insertVault,
  listLiveVaults,
  supersedeBelow,
} from "./vault.queries.ts"

const VAULTS_PER_ACCOUNT = 10

/** @throws Failure `offline-not-allowed`, `vault-ended`, `too-many-requests`. */
export async function issueTicket(deps: Deps, reader: Reader, vaultId: string): Promise<VaultTicket> {
  const { accountId, deviceId, startedAt: loggedInAt } = reader
  const now = deps.now()
  const ticket = newToken(deps.random)
  return deps.db.transaction(async (trx) => {
    const { offline } = await readOrganisation(trx)
    if (!offline.allowed) fail("offline-not-allowed")
    await takeTurns(trx, deps, [{ limit: "vault-tickets-account", key: accountId }])
    // The account's row is held: it is not closed meanwhile, and two devices at once are counted one by one.
    if ((await lockAccount(trx, accountId))?.state !== "active") fail("session-required")
    // Ended while this request waited for that row: what it enrolled would outlive its device.
    if (deviceId !== null && (await isDeviceEnded(trx, deviceId))) fail("session-required")
    const vault = { id: vaultId, accountId, deviceId, loggedInAt, now: now.toISOString() }
    const isNew = await insertVault(trx, vault)
    const number = (await countTicket(trx, vault)) ?? fail("vault-ended")
    await insertTicket(trx, { hash: hashToken(ticket), vaultId, number, now: vault.now })
    await supersedeBelow(trx, vaultId, number - 1, vault.now)
    await log(trx, deps, reader, isNew ? "vault.enrol" : "vault.renew", vaultId, null)
    if (isNew) await endLongestUnused(trx, deps, reader, vault.now)
    return { ticket, now: vault.now, leaseUntil: leaseUntil(now, loggedInAt, offline) }
  })
}

async function endLongestUnused(trx: Db, deps: Deps, reader: Reader, now: string) {
  for (const { id } of (await listLiveVaults(trx, reader.accountId)).slice(VAULTS_PER_ACCOUNT)) {
    await endVault(trx, id, "too-many", now)
    await log(trx, deps, reader, "vault.end", id, "too-many")
  }
}

const log = (trx: Db, deps: Deps, reader: Reader, event: LogEvent, vaultId: string, reason: string | null) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "vault.enrol" ? "C" : "U",
    reason,
    actor: actorOf(reader, null),
    objectKind: "vault",
    objectId: vaultId,
  })
