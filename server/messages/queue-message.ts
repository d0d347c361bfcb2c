import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { ringAfterCommit } from "./outbox-bell.ts"
import { insertMessage, type MessageKind } from "./outbox.queries.ts"

export type NewMessage = {
  kind: MessageKind
  /** For counting and the log: "security-code", "confirm-email" … */
  purpose: string
  accountId: string | null
  /** E.164 or an e-mail address. */
  to: string
  subject?: string
  text: string
  html?: string
  /** After this nobody waits for it. */
  giveUpAt: Date
}

/** Writes the message down inside the caller's transaction; the worker sends it once that is committed. */
export async function queueMessage(
  trx: Db,
  { sealing, now }: Pick<Deps, "sealing" | "now">,
  { to, subject, text, html, giveUpAt, ...message }: NewMessage,
): Promise<string> {
  const id = randomUUID()
  const key = await sealing.keyFor(trx, systemOwner, now())
  const body = {
    to,
    text,
    ...(subject !== undefined && { subject: oneLine(subject) }),
    ...(html !== undefined && { html }),
  }
  const row = { ...message, id, giveUpAt: giveUpAt.toISOString() }
  await insertMessage(trx, sealing, key, row, body, now().toISOString())
  ringAfterCommit(trx, message.kind)
  return id
}

/** A line end in a subject would start a new header of the mail. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
