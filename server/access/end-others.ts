// What a new password, number or address, a lost telephone or the end of an account ends, in the same transaction.
import type { Db } from "../../db/knex.ts"
import type { Actor } from "../audit/audit.ts"
import { endChangesOf } from "../credentials/changes.queries.ts"
import { supersedeLinksOf } from "../credentials/links.queries.ts"
import type { Deps } from "../deps.ts"
import { endChallengesOf } from "../session/challenges.queries.ts"
import { endDevicesOf } from "../session/devices.queries.ts"
import { endSessionsOf, type EndReason } from "../session/start-session.ts"
import { endVaultsOf } from "./vaults.queries.ts"

type Ending = {
  accountId: string
  reason: Extract<EndReason, "new-password" | "new-number" | "new-email" | "undone" | "closed">
  actor: Actor
  /** The session that goes on, with its device. */
  keepSession: string | null
}

/** All other sessions, attempts, changes, links, devices and what they keep. The caller holds the account's row. */
export async function endOthers(trx: Db, deps: Deps, { accountId, reason, actor, keepSession }: Ending) {
  const now = deps.now()
  const at = now.toISOString()
  const end = reason === "closed" ? "closed" : "credentials"
  await endSessionsOf(trx, deps, accountId, reason, actor, keepSession)
  await endChallengesOf(trx, accountId, at)
  await endChangesOf(trx, accountId, at)
  await supersedeLinksOf(trx, accountId, at)
  // The old password opens what is kept, also on the device that goes on.
  await endVaultsOf(trx, accountId, end, now, reason === "new-password" ? null : keepSession)
  await endDevicesOf(trx, accountId, end, now, keepSession)
}
