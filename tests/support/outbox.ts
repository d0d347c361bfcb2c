// A portal's outbox with gateways of its own, and what the log of the server said meanwhile.
import { pino } from "pino"
import { deliverDue } from "../../server/messages/deliver.ts"
import type { Gateway } from "../../server/messages/gateway.ts"
import type { MessageBody, MessageKind } from "../../server/messages/outbox.queries.ts"
import { queueMessage } from "../../server/messages/queue-message.ts"
import type { Portal } from "./portal.ts"

export type OutboxRow = {
  id: string
  sealed: Buffer | null
  sent_at: string | null
  failed_at: string | null
  leased_until: string | null
  error: string | null
  tries: number
}
export type Outbox = {
  /** Commits a message. @returns its id. */
  queue(message: Partial<MessageBody> & { kind: MessageKind; minutes?: number }): Promise<string>
  /** Hands over what is due, by this gateway. */
  deliver(gateway: Gateway): Promise<void>
  rows(): Promise<OutboxRow[]>
  /** Everything that was logged, and every row of the database that is not sealed. */
  everythingWritten(): Promise<string>
}

export function outboxOf(portal: Portal): Outbox {
  const lines: string[] = []
  const deps = { ...portal.deps, log: pino({ level: "trace" }, { write: (line) => void lines.push(line) }) }
  const rows = async () => (await portal.db("outbox_messages").orderBy("seq")) as OutboxRow[]
  return {
    rows,
    queue({ kind, minutes = 10, ...body }) {
      const message = {
        to: kind === "sms" ? "+31612345678" : "iemand@ontvanger.example",
        text: "het-geheime-woord is uw code",
        purpose: kind === "sms" ? "security-code" : "confirm-email",
        accountId: null,
        giveUpAt: new Date(portal.clock.now().getTime() + minutes * 60_000),
        ...body,
        kind,
      }
      return portal.db.transaction((trx) => queueMessage(trx, portal.deps, message))
    },
    deliver: (gateway) => deliverDue(deps, { sms: gateway, mail: gateway }),
    async everythingWritten() {
      const audit = (await portal.db("audit_events")) as object[]
      const unsealed = (await rows()).map((row) => ({ ...row, sealed: row.sealed?.toString("latin1") }))
      return [...lines, JSON.stringify(audit), JSON.stringify(unsealed)].join("\n")
    },
  }
}
