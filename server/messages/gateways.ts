// How messages leave: the demo's postvak, a mail server, an SMS gateway. Which one is a setting, read at start.
import type { Deps } from "../deps.ts"
import type { Gateway, Gateways } from "./gateway.ts"
import { createMailGateway } from "./mail-gateway.ts"
import { readMailSettings } from "./mail-settings.ts"
import type { MessageKind } from "./outbox.queries.ts"
import { keepInPostvak } from "./postvak.ts"
import { createSmsGateway } from "./sms-gateway.ts"
import { readSmsSettings } from "./sms-settings.ts"

/** @throws Error with sentences for the operator when a setting is not right. */
export function gatewaysFor(deps: Deps): Gateways {
  return { sms: gatewayFor(deps, "sms"), mail: gatewayFor(deps, "mail") }
}

export function gatewayFor(deps: Deps, kind: MessageKind): Gateway {
  const { config, now } = deps
  if (config.mode === "demo") return (message) => keepInPostvak(deps, message)
  const mistakes: string[] = []
  if (kind === "sms") {
    const settings = readSmsSettings(config.sms, mistakes)
    if (settings) return createSmsGateway(settings, now)
  } else {
    const settings = readMailSettings(config.mail, config.mailFrom, mistakes)
    if (settings) return createMailGateway(settings)
  }
  throw new Error(mistakes.join("\n"))
}
