// One message at a time: lease, hand over, write down.
import type { LogEvent } from "#contract/log-events"
import { appendAudit } from "../audit/audit.ts"
import { maskEmail } from "../credentials/email.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { NotDelivered, type Gateway, type Gateways } from "./gateway.ts"
import {
  expireMessages,
  hasExpired,
  leaseMessage,
  markFailed,
  markForRetry,
  markSent,
  type LeasedMessage,
  type MessageKind,
} from "./outbox.queries.ts"

/** Longer than any gateway may take, so that a slow delivery is not started a second time. */
const LEASE_SECONDS = 120
const GATEWAY_SECONDS = 60
const retrySeconds = [5, 15, 30, 60, 120, 300, 900]

/** Hands over everything that is due now. */
export async function deliverDue(deps: Deps, gateways: Gateways): Promise<void> {
  await giveUpOldOnes(deps)
  for (const kind of ["sms", "mail"] as const) while (await deliverNext(deps, gateways[kind], kind));
}

/** @returns false when nothing of this kind is due. */
export async function deliverNext(deps: Deps, gateway: Gateway, kind: MessageKind): Promise<boolean> {
  const { db, sealing } = deps
  const now = deps.now()
  const key = await sealing.keyFor(db, systemOwner, now)
  const leasedUntil = later(now, LEASE_SECONDS).toISOString()
  const message = await leaseMessage(db, sealing, key, kind, now.toISOString(), leasedUntil)
  if (!message) return false
  try {
    await inTime(gateway(message))
  } catch (error) {
    await retryOrStop(deps, message, error)
    return true
  }
  await db.transaction(async (trx) => {
    const isOurs = await markSent(trx, message, deps.now().toISOString())
    if (isOurs) await audit(trx, deps, "message.sent", "done", message, maskedAddress(message))
  })
  return true
}

async function retryOrStop(deps: Deps, message: LeasedMessage, error: unknown): Promise<void> {
  const kind = kindOf(error)
  deps.log.warn(
    { message: message.id, purpose: message.purpose, tries: message.tries, kind },
    "message not delivered",
  )
  const now = deps.now()
  const next = later(now, retrySeconds[Math.min(message.tries, retrySeconds.length) - 1] ?? 5).toISOString()
  const isFinal = error instanceof NotDelivered && error.isFinal
  if (!isFinal && next < message.giveUpAt) return markForRetry(deps.db, message, next, kind)
  await deps.db.transaction(async (trx) => {
    const isOurs = await markFailed(trx, message, now.toISOString(), kind)
    if (isOurs) await audit(trx, deps, "message.failed", "failed", message, maskedAddress(message))
  })
}

/** A code that nobody can use any more is not sent. */
export async function giveUpOldOnes(deps: Deps): Promise<void> {
  const { db } = deps
  if (!(await hasExpired(db, deps.now().toISOString()))) return
  await db.transaction(async (trx) => {
    for (const message of await expireMessages(trx, deps.now().toISOString()))
      await audit(trx, deps, "message.failed", "failed", message, "too late")
  })
}

type Audited = { id: string; kind: MessageKind; purpose: string }

const audit = (
  trx: Deps["db"],
  { sealing, now }: Deps,
  event: LogEvent,
  outcome: "done" | "failed",
  { id, kind, purpose }: Audited,
  detail: string,
) =>
  appendAudit(trx, sealing, now(), {
    event,
    action: "E",
    outcome,
    reason: `${purpose}: ${detail}`,
    actor: { kind: "system" },
    objectKind: kind,
    objectId: id,
  })

const maskedAddress = ({ kind, to }: LeasedMessage) => (kind === "sms" ? maskMobile(to) : maskEmail(to))

/** A provider's message can quote the number or the text: only the kind of error is kept. */
const kindOf = (error: unknown) =>
  ((error as { code?: string } | null)?.code ?? (error instanceof Error ? error.name : "unknown")).slice(
    0,
    60,
  )

const later = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000)

async function inTime(delivery: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the gateway did not answer in time")), GATEWAY_SECONDS * 1000)
  })
  try {
    await Promise.race([delivery, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
