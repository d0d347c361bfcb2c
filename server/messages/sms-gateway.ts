// SMS over HTTP: to a Kannel, or to a provider described in a file.
import type { Deps } from "../deps.ts"
import { NotDelivered, type Gateway } from "./gateway.ts"
import type { LeasedMessage } from "./outbox.queries.ts"
import { post, refusal, type Post } from "./post.ts"
import { SMS_SIGNS, smsSigns } from "./sms-alphabet.ts"
import { placeholder, type Json, type SmsProvider } from "./sms-provider.ts"
import type { KannelSettings, SmsSettings } from "./sms-settings.ts"

/** Far under the worker's lease, and short enough for a second try while somebody waits for the code. */
const DEADLINE_MS = 20_000

export function createSmsGateway(settings: SmsSettings, now: Deps["now"], deadlineMs = DEADLINE_MS): Gateway {
  return async (message) => {
    refuseUnfit(message)
    // How long the code is of use: a provider that is held up then throws it away as well.
    const seconds = Math.max(Math.floor((Date.parse(message.giveUpAt) - now().getTime()) / 1000), 1)
    const [accepts, request] =
      settings.kind === "kannel"
        ? kannelRequest(settings, message, seconds)
        : providerRequest(settings, message, seconds)
    const status = await post({ ...request, deadlineMs })
    if (!accepts(status)) throw refusal(status)
  }
}

/** One SMS of letters that every telephone shows, to a number in E.164. */
function refuseUnfit({ to, text }: LeasedMessage) {
  const signs = smsSigns(text)
  if (signs === undefined) throw new NotDelivered("letters outside GSM-7", { isFinal: true })
  if (signs > SMS_SIGNS) throw new NotDelivered("longer than one SMS", { isFinal: true })
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new NotDelivered("number not in E.164", { isFinal: true })
}

type Prepared = [accepts: (status: number) => boolean, request: Omit<Post, "deadlineMs">]

/** By POST: in an address the password, the number and the text would stand in Kannel's access log. */
function kannelRequest(
  { url, user, password, from }: KannelSettings,
  { to, text }: LeasedMessage,
  seconds: number,
): Prepared {
  const headers = {
    "content-type": "text/plain; charset=UTF-8",
    "x-kannel-username": user,
    "x-kannel-password": password,
    "x-kannel-from": from,
    "x-kannel-to": to,
    "x-kannel-coding": "0",
    "x-kannel-validity": String(Math.max(Math.ceil(seconds / 60), 1)),
  }
  return [(status) => status === 202, { url, method: "POST", headers, body: text }]
}

function providerRequest(
  { url, method, headers, body }: SmsProvider,
  { id, to, text }: LeasedMessage,
  seconds: number,
): Prepared {
  const digits = to.slice(1)
  const values: Record<string, string | number> = {
    id,
    to,
    text,
    seconds,
    "to-digits": digits,
    "to-00": `00${digits}`,
  }
  const fill = (template: string) =>
    template.replace(placeholder, (_, name: string) => String(values[name] ?? ""))
  const request = {
    url: new URL(fill(url)),
    method,
    headers: {
      "content-type": "application/json",
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fill(value)]),
      ),
    },
    body: JSON.stringify(fillJson(body, fill, values)),
  }
  return [(status) => status >= 200 && status < 300, request]
}

/** Inside strings only, so a text never becomes JSON of its own. `"{seconds}"` alone becomes a number. */
function fillJson(
  value: Json,
  fill: (template: string) => string,
  values: Record<string, string | number>,
): Json {
  if (typeof value === "string") return value === "{seconds}" ? (values["seconds"] ?? 0) : fill(value)
  if (Array.isArray(value)) return value.map((item) => fillJson(item, fill, values))
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, fill, values)]))
}
