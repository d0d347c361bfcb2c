// A reader lost the telephone. One of staff asks, with how they knew who it was; another approves; then 24 hours in which
// the account's owner can say "dit was ik niet"; then a link and a code on the new number (lost-phone.ts).
import type { LogEvent } from "#contract/log-events"
import type { ErrorCode } from "#contract/errors"
import type { Db } from "../../db/knex.ts"
import { raiseTask, settleTasks } from "../access/staff-tasks.queries.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { findActiveAccount } from "../credentials/account-care.queries.ts"
import { countOfNumber, lockAccount } from "../credentials/accounts.queries.ts"
import { emailIndexOf, maskEmail } from "../credentials/email.ts"
import { maskMobile, mobileIndexOf } from "../credentials/mobile.ts"
import { findOwnPassword } from "../credentials/own-password.queries.ts"
import type { Deps } from "../deps.ts"
import { accountsPerNumber } from "../limits/table.ts"
import { lostPhoneAskedMail, lostPhoneLinkMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { lostPhoneAskedSms } from "../messages/sms-texts.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import {
  findLostPhones,
  insertLostPhone,
  listReady,
  moveLostPhone,
  type LostPhone,
} from "./lost-phone.queries.ts"

/** The command line says the sentence, the desk has words of its own for the code. */
export class LostPhoneError extends Error {
  readonly code: ErrorCode
  constructor(sentence: string, code: ErrorCode = "not-possible") {
    super(sentence)
    this.code = code
  }
}

/** Whoever is at work: two of them are two names. */
export type Staff = Actor & { id: string }

const WAIT_HOURS = 24
export const LINK_HOURS = 72

/**
 * @param wanted.patientId at whose page it was asked, for the desk's list.
 * @returns the request's id. @throws LostPhoneError with a sentence for whoever asks.
 */
export async function requestLostPhone(
  deps: Deps,
  wanted: { email: string; mobile: string; proof: string; patientId?: string },
  staff: Staff,
): Promise<string> {
  const now = deps.now()
  const by = nameOf(staff)
  const proof = wanted.proof.trim()
  if (!proof) throw new LostPhoneError("Say how you know who it is: a passport that was shown, for example.")
  return deps.db.transaction(async (trx) => {
    const accountId = await findActiveAccount(trx, emailIndexOf(deps.sealing, wanted.email))
    if (!accountId)
      throw new LostPhoneError("There is no active account with this address.", "account-unknown")
    await lockAccount(trx, accountId)
    const mobileIndex = mobileIndexOf(deps.sealing, wanted.mobile)
    if ((await countOfNumber(trx, mobileIndex)) >= accountsPerNumber)
      throw new LostPhoneError(`This number has ${accountsPerNumber} accounts already.`, "number-full")
    const [other] = await findLostPhones(trx, deps.sealing, { account_id: accountId }, now)
    if (other && !isPast(other, now))
      throw new LostPhoneError(
        `Request ${other.id} of this account is still open. Cancel it first.`,
        "lost-phone-open",
      )
    if (other) await moveLostPhone(trx, other.id, cancelled(now, "too late"), "done_at")
    const id = await insertLostPhone(
      trx,
      deps.sealing,
      { accountId, mobile: wanted.mobile, mobileIndex, proof, by },
      now,
    )
    const { patientId } = wanted
    await raiseTask(
      trx,
      { kind: "lost-phone", objectId: id, accountId, ...(patientId && { patientId }) },
      now,
    )
    await log(trx, deps, "lost-phone.request", accountId, staff)
    return id
  })
}

/** Nobody approves their own request. The owner is told at once, at the address and the number that they have. */
export async function approveLostPhone(deps: Deps, id: string, staff: Staff): Promise<{ readyAt: string }> {
  const now = deps.now()
  const readyAt = later(now, WAIT_HOURS)
  await deps.db.transaction(async (trx) => {
    const request = await openRequest(trx, deps, id)
    if (sameName(request.requestedBy, nameOf(staff))) {
      throw new LostPhoneError(
        "Somebody else approves this: nobody approves their own request.",
        "not-oneself",
      )
    }
    if (request.approvedAt !== null) throw new LostPhoneError(`Request ${id} was approved already.`)
    const account = await findOwnPassword(trx, deps.sealing, request.accountId)
    if (!account) throw new LostPhoneError("The account is closed.")
    const token = newToken(deps.random)
    const approval = {
      approved_at: now.toISOString(),
      approved_by: nameOf(staff),
      ready_at: readyAt.toISOString(),
      stop_hash: hashToken(token),
    }
    if (!(await moveLostPhone(trx, id, approval, "approved_at")))
      throw new LostPhoneError(`Request ${id} was approved already.`)
    await settleTasks(trx, { kinds: ["lost-phone"], objectId: id }, nameOf(staff), now)
    const sender = senderOf(await readOrganisation(trx), deps.config.origin)
    const notice = { purpose: "lost-phone-asked", accountId: request.accountId, giveUpAt: readyAt }
    await queueMessage(trx, deps, {
      ...notice,
      kind: "mail",
      to: account.email,
      ...lostPhoneAskedMail(sender, `${sender.origin}/dit-was-ik-niet#${token}`),
    })
    const text = lostPhoneAskedSms(sender.phone)
    await queueMessage(trx, deps, { ...notice, kind: "sms", to: account.mobile, text })
    await log(trx, deps, "lost-phone.approve", request.accountId, staff)
  })
  return { readyAt: readyAt.toISOString() }
}

export async function cancelLostPhone(deps: Deps, id: string, staff: Staff): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const { accountId } = await openRequest(trx, deps, id)
    if (!(await moveLostPhone(trx, id, cancelled(deps.now(), nameOf(staff)), "done_at")))
      throw new LostPhoneError(`Request ${id} is not open any more.`)
    await settleTasks(trx, { kinds: ["lost-phone"], objectId: id }, nameOf(staff), deps.now())
    await log(trx, deps, "lost-phone.cancel", accountId, staff)
  })
}

export type OpenLostPhone = Pick<LostPhone, "id" | "mobile" | "proof" | "requestedBy">

/** What waits for somebody else's yes, for the desk's list. */
export async function openLostPhones(db: Db, deps: Deps): Promise<OpenLostPhone[]> {
  const all = await findLostPhones(db, deps.sealing, {}, deps.now())
  return all.filter(({ approvedAt }) => approvedAt === null)
}

export type LostPhoneEntry = Record<
  "id" | "email" | "mobile" | "requested" | "by" | "approved" | "ready",
  string
>

export async function listLostPhones(deps: Deps): Promise<LostPhoneEntry[]> {
  const entries: LostPhoneEntry[] = []
  for (const request of await findLostPhones(deps.db, deps.sealing, {}, deps.now())) {
    const account = await findOwnPassword(deps.db, deps.sealing, request.accountId)
    entries.push({
      id: request.id,
      email: account ? maskEmail(account.email) : "",
      mobile: maskMobile(request.mobile),
      requested: request.requestedAt,
      by: request.requestedBy,
      approved: request.approvedBy ?? "",
      ready: request.readyAt ?? "",
    })
  }
  return entries
}

/** A job: mails the link to who waited long enough. Two servers at once mail one. */
export async function sendLostPhoneLinks(deps: Deps): Promise<void> {
  const now = deps.now()
  for (const id of await listReady(deps.db, now.toISOString()))
    await deps.db.transaction(async (trx) => {
      const [request] = await findLostPhones(trx, deps.sealing, { id }, now)
      const account = request && (await findOwnPassword(trx, deps.sealing, request.accountId))
      if (!account) return
      const token = newToken(deps.random)
      const expiresAt = later(now, LINK_HOURS)
      const link = { link_hash: hashToken(token), link_expires_at: expiresAt.toISOString() }
      if (!(await moveLostPhone(trx, id, link, "link_hash"))) return
      const sender = senderOf(await readOrganisation(trx), deps.config.origin)
      await queueMessage(trx, deps, {
        kind: "mail",
        purpose: "lost-phone-link",
        accountId: request.accountId,
        to: account.email,
        ...lostPhoneLinkMail(sender, `${sender.origin}/nieuw-nummer#${token}`),
        giveUpAt: expiresAt,
      })
      await log(trx, deps, "lost-phone.link", request.accountId, { kind: "system" })
    })
}

async function openRequest(trx: Db, deps: Deps, id: string): Promise<LostPhone> {
  const [request] = await findLostPhones(trx, deps.sealing, { id }, deps.now())
  if (!request) throw new LostPhoneError(`There is no open request ${id}. See: account lost-phone list`)
  await lockAccount(trx, request.accountId)
  return request
}

const isPast = ({ linkExpiresAt }: LostPhone, now: Date) =>
  linkExpiresAt !== null && linkExpiresAt <= now.toISOString()
const cancelled = (now: Date, by: string) => ({ cancelled_at: now.toISOString(), cancelled_by: by })
const later = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000)
const sameName = (one: string, other: string) =>
  one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase()

function nameOf({ id }: Staff): string {
  const name = id.trim().replace(/\s+/g, " ").slice(0, 120)
  if (!name) throw new LostPhoneError("Say who you are.")
  return name
}

const log = (trx: Db, deps: Deps, event: LogEvent, accountId: string, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "lost-phone.request" ? "C" : "U",
    actor,
    objectKind: "account",
    objectId: accountId,
  })
