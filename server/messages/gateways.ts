// How messages leave. The demo's postvak is the first gateway; each further one adds its line to `gatewayOf`.
import type { Deps } from "../deps.ts"
import type { LeasedMessage, MessageKind } from "./outbox.queries.ts"
import { keepInPostvak } from "./postvak.ts"

/** @throws when the message was not taken; the worker tries again. `id` stays the same, for providers that ask one. */
export type Gateway = (message: LeasedMessage) => Promise<void>
export type Gateways = Record<MessageKind, Gateway>

const settings = { sms: "PORTAL_SMS", mail: "PORTAL_MAIL" } as const

/** @throws Error with a sentence for the operator when a setting names no gateway that this version has. */
export function gatewaysFor(deps: Deps): Gateways {
  return { sms: gatewayOf(deps, "sms"), mail: gatewayOf(deps, "mail") }
}

function gatewayOf(deps: Deps, kind: MessageKind): Gateway {
  const given = deps.config[kind]
  if (given === "postvak" && deps.config.mode === "demo") return (message) => keepInPostvak(deps, message)
  const scheme = given.split(":")[0] || "nothing"
  throw new Error(
    `${settings[kind]} asks for "${scheme}", and this version cannot send by that way yet. ` +
      "The portal does not start in production before it can send its codes and mails.",
  )
}
