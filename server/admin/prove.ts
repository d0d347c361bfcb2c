// Password and code of a staff member, judged together: whatever is wrong, the answer is the same.
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { verifyPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { fail, Failure } from "../http/failures.ts"
import { staffKey } from "./members.ts"
import { findMember, lockMembers, spendTotp, type Member } from "./members.queries.ts"
import { forgiveCodes, takeCodeTry, takeStaffTry } from "./staff-tries.ts"
import { periodOf, readTotp } from "./totp.ts"

type Typed = { password: string; code: string }

/**
 * Runs `deed` in the transaction that spends the code, so that one code serves one deed.
 * @throws Failure `credentials-wrong`, `too-many-requests`, `busy`. Each refusal leaves a row in the log.
 */
export async function prove<Result>(
  deps: Deps,
  who: { emailIndex: string; actor: Actor; event: LogEvent },
  typed: Typed,
  deed: (trx: Db, member: Member) => Promise<Result>,
): Promise<Result> {
  const address = who.actor.client?.address ?? ""
  const attempt = await takeStaffTry(deps, who.emailIndex, address).catch(refused)
  const key = await staffKey(deps.db, deps)
  const found = await findMember(deps.db, deps.sealing, key, { email_index: who.emailIndex })
  const member = found?.state === "active" ? found : undefined
  const isRight = await verifyPassword(deps, member?.passwordHash ?? null, typed.password).catch(
    async (error: unknown) => {
      await deps.db.transaction((trx) => attempt.cancelled(trx))
      throw error
    },
  )
  if (!isRight || !member?.totpSecret) return wrong("password")
  await takeCodeTry(deps, member.id).catch(refused)
  const code = readTotp(typed.code)
  const step = code && periodOf(member.totpSecret, code, deps.now())
  if (!step) return wrong("code")

  const outcome = await deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    const now = await findMember(trx, deps.sealing, key, { id: member.id })
    // Changed, reset or ended while it was compared: then it proves nothing.
    if (now?.state !== "active" || now.passwordHash !== member.passwordHash) return "password" as const
    if (now.totpSecret !== member.totpSecret || !(await spendTotp(trx, member.id, step)))
      return "code-used" as const
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
      objectId: member?.id ?? null,
    })
  }
}
