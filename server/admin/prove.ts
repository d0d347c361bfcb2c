// Password and second factor of a staff member, judged together: whatever is wrong, the answer is the same.
import type { LogEvent } from "#contract/log-events"
import type { PasskeyProof } from "#contract/staff-passkeys"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { verifyPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { fail, Failure } from "../http/failures.ts"
import { staffKey } from "./members.ts"
import { findMember, lockMembers, spendTotp, type Member } from "./members.queries.ts"
import { judgePasskey } from "./passkeys.ts"
import { forgiveCodes, takeCodeTry, takeStaffTry } from "./staff-tries.ts"
import { periodOf, readTotp } from "./totp.ts"

/** `challenge`: the token of the cookie that came with what the passkey had to answer. */
export type SecondFactor = { challenge: string | undefined } & ({ code: string } | { passkey: PasskeyProof })
type Typed = { password: string } & SecondFactor

/** With what somebody came in, for the log. */
export const meansOf = (typed: SecondFactor) => ("code" in typed ? "totp" : "passkey")

/**
 * Runs `deed` in the transaction that spends the second factor, so that one code or answer serves one deed.
 * @throws Failure `credentials-wrong`, `too-many-requests`, `busy`. Each refusal leaves a row in the log.
 */
export async function prove<Result>(
  deps: Deps,
  who: { emailIndex: string; actor: Actor; event: LogEvent },
  typed: Typed,
  deed: (trx: Db, member: Member) => Promise<Result>,
): Promise<Result> {
  const address = who.actor.client?.address ?? ""
  let memberId: string | null = null
  const attempt = await takeStaffTry(deps, who.emailIndex, address).catch(refused)
  const key = await staffKey(deps.db, deps)
  const found = await findMember(deps.db, deps.sealing, key, { email_index: who.emailIndex })
  const member = found?.state === "active" ? found : undefined
  memberId = member?.id ?? null
  const isRight = await verifyPassword(deps, member?.passwordHash ?? null, typed.password).catch(
    async (error: unknown) => {
      await deps.db.transaction((trx) => attempt.cancelled(trx))
      throw error
    },
  )
  if (!isRight || !member) return wrong("password")
  await takeCodeTry(deps, member.id).catch(refused)
  const spend = await judge(deps, member, typed)
  if (!spend) return wrong("code" in typed ? "code" : "passkey")

  const outcome = await deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    const now = await findMember(trx, deps.sealing, key, { id: member.id })
    // Changed, reset or ended while it was compared: then it proves nothing.
    if (now?.state !== "active" || now.passwordHash !== member.passwordHash) return "password" as const
    if (!(await spend(trx, now))) return "code" in typed ? ("code-used" as const) : ("passkey-used" as const)
    await attempt.succeeded(trx)
    await forgiveCodes(trx, deps, member.id)
    return { result: await deed(trx, now) }
  })
  return typeof outcome === "string" ? wrong(outcome) : outcome.result

  async function wrong(reason: string): Promise<never> {
    await log(reason)
    return fail("credentials-wrong")
  }

  async function refused(error: unknown): Promise<never> {
    if (error instanceof Failure) await log(error.code)
    throw error
  }

  async function log(reason: string) {
    await appendAudit(deps.db, deps.sealing, deps.now(), {
      event: who.event,
      action: "E",
      outcome: "refused",
      reason,
      actor: who.actor,
      objectKind: "staff",
      objectId: memberId,
    })
  }
}

/** @returns what spends it, false when that was done meanwhile; undefined when it is wrong. */
async function judge(
  deps: Deps,
  member: Member,
  typed: SecondFactor,
): Promise<((trx: Db, now: Member) => Promise<boolean>) | undefined> {
  if ("passkey" in typed) return judgePasskey(deps, member, typed.passkey, typed.challenge)
  const code = readTotp(typed.code)
  const step = code && member.totpSecret ? periodOf(member.totpSecret, code, deps.now()) : undefined
  if (!step) return undefined
  return async (trx, now) => now.totpSecret === member.totpSecret && spendTotp(trx, member.id, step)
}
