// What every way of sending is to the worker.
import type { LeasedMessage, MessageKind } from "./outbox.queries.ts"

/**
 * @throws NotDelivered when the message was not taken; the worker tries again unless that is final. `id` stays the same,
 * for providers that ask one.
 */
export type Gateway = (message: LeasedMessage) => Promise<void>
export type Gateways = Record<MessageKind, Gateway>

/**
 * Why a gateway did not deliver: a short code for the operator ("EAUTH", "HTTP 503"). Never a provider's own words, which
 * may quote the number or the text.
 */
export class NotDelivered extends Error {
  readonly code: string
  /** The message itself is refused: another try gets the same answer. */
  readonly isFinal: boolean

  constructor(code: string, { isFinal = false } = {}) {
    super(`not delivered: ${code}`)
    this.name = "NotDelivered"
    this.code = code
    this.isFinal = isFinal
  }
}
