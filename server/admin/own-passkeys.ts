// A staff member's own passkeys: which there are, one more, one less. Password and second factor were asked shortly before.
import type { NewPasskey, PasskeyList } from "#contract/staff-passkeys"
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { staffKey } from "./members.ts"
import { findMember, lockMembers, type Member } from "./members.queries.ts"
import { askForNewPasskey, judgeNewPasskey, type Asked } from "./passkeys.ts"
import { deletePasskey, describePasskeys, insertPasskey, listPasskeys } from "./passkeys.queries.ts"
import { staffActor, type Staff } from "./staff-session.ts"

const PROOF_MINUTES = 10

export async function ownPasskeys(deps: Deps, staff: Staff): Promise<PasskeyList> {
  const key = await staffKey(deps.db, deps)
  return {
    passkeys: await describePasskeys(deps.db, deps.sealing, key, staff.id),
    hasApp: (await memberOf(deps.db, deps, staff)).totpSecret !== null,
    mayChange: isProven(deps, staff),
  }
}

/** @throws Failure `proof-required`, `passkeys-full`. */
export async function startAdding(deps: Deps, staff: Staff): Promise<Asked> {
  requireProof(deps, staff)
  return askForNewPasskey(deps, await memberOf(deps.db, deps, staff), "enrol")
}

/** @throws Failure `proof-required`, `passkey-wrong`. */
export async function addPasskey(
  deps: Deps,
  staff: Staff,
  typed: NewPasskey,
  token: string | undefined,
): Promise<void> {
  requireProof(deps, staff)
  const passkey = await judgeNewPasskey(deps, typed, token, { purpose: "enrol", staffId: staff.id })
  await deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    await memberOf(trx, deps, staff)
    await insertPasskey(trx, deps.sealing, await staffKey(trx, deps), passkey)
    await log(trx, deps, "staff.passkey.add", passkey.id, staff)
  })
}

/** @throws Failure `proof-required`, `not-found`, `last-second-factor`. */
export async function removePasskey(deps: Deps, staff: Staff, id: string): Promise<void> {
  requireProof(deps, staff)
  await deps.db.transaction(async (trx) => {
    // Two that are removed at once are so one after the other.
    await lockMembers(trx)
    const { totpSecret } = await memberOf(trx, deps, staff)
    const passkeys = await listPasskeys(trx, staff.id)
    if (!passkeys.some((passkey) => passkey.id === id)) return fail("not-found")
    if (totpSecret === null && passkeys.length === 1) return fail("last-second-factor")
    await deletePasskey(trx, staff.id, id)
    await log(trx, deps, "staff.passkey.remove", id, staff)
  })
}

const isProven = (deps: Deps, { provenAt }: Staff) =>
  deps.now().getTime() - Date.parse(provenAt) < PROOF_MINUTES * 60_000

function requireProof(deps: Deps, staff: Staff): void {
  if (!isProven(deps, staff)) fail("proof-required")
}

async function memberOf(db: Db, deps: Deps, { id }: Staff): Promise<Member> {
  const member = await findMember(db, deps.sealing, await staffKey(db, deps), { id })
  return member?.state === "active" ? member : fail("session-required")
}

const log = (trx: Db, deps: Deps, event: LogEvent, objectId: string, staff: Staff) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "staff.passkey.add" ? "C" : "D",
    actor: staffActor(staff, null),
    objectKind: "passkey",
    objectId,
  })
