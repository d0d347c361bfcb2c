// What waits, and what did not arrive: for whoever keeps the portal going. Addresses masked, no texts.
import type { Db } from "../../db/knex.ts"
import { maskEmail } from "../credentials/email.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"
import { openBody, type MessageKind } from "./outbox.queries.ts"

export type Trouble = {
  id: string
  kind: MessageKind
  purpose: string
  /** Masked; null once it was given up: then the log of the portal still knows. */
  to: string | null
  queuedAt: string
  tries: number
  state: "waiting" | "failed"
  /** The gateway's code, or "too late". */
  why: string
}
export type OutboxStatus = {
  waiting: number
  oldestWaitingAt: string | null
  sentLastDay: number
  failedLastDay: number
  /** What failed in the last day, and what waits after a try that failed; newest first. */
  troubles: Trouble[]
}

type Row = {
  id: string
  kind: MessageKind
  purpose: string
  sealed: Buffer | null
  created_at: string
  tries: number
  failed_at: string | null
  error: string | null
}

const SHOWN = 50
const DAY = 86_400_000

export async function outboxStatus(db: Db, sealing: Sealing, key: DataKey, now: Date): Promise<OutboxStatus> {
  const dayAgo = new Date(now.getTime() - DAY).toISOString()
  const waiting = () => db("outbox_messages").where({ sent_at: null, failed_at: null })
  const count = async (rows: ReturnType<typeof waiting>) =>
    Number((await rows.count({ n: "*" }).first())?.n ?? 0)
  const oldest = (await waiting().min({ at: "created_at" }).first()) as { at: string | null } | undefined
  const rows = (await db("outbox_messages")
    .where((one) => void one.where({ sent_at: null, failed_at: null }).whereNotNull("error"))
    .orWhere("failed_at", ">", dayAgo)
    .orderBy("seq", "desc")
    .limit(SHOWN)) as Row[]
  return {
    waiting: await count(waiting()),
    oldestWaitingAt: oldest?.at ?? null,
    sentLastDay: await count(db("outbox_messages").where("sent_at", ">", dayAgo)),
    failedLastDay: await count(db("outbox_messages").where("failed_at", ">", dayAgo)),
    troubles: rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, purpose: row.purpose, queuedAt: row.created_at, tries: row.tries },
      to: row.sealed && masked(row.kind, openBody(sealing, key, row.id, row.sealed).to),
      state: row.failed_at ? "failed" : "waiting",
      why: row.error ?? "unknown",
    })),
  }
}

const masked = (kind: MessageKind, to: string) => (kind === "sms" ? maskMobile(to) : maskEmail(to))
