// PORTAL_MAIL and PORTAL_MAIL_FROM: where mail goes, and in whose name. No sentence here quotes what may be a password.
import { readEmail } from "../credentials/email.ts"
import { isLoopback } from "./loopback.ts"

export type MailSettings = {
  host: string
  port: number
  /** From the first byte; by STARTTLS, and nothing is sent without it; or as this machine itself offers it. */
  security: "tls" | "starttls" | "loopback"
  login?: { user: string; password: string }
  from: { name: string; address: string }
}

const example = "smtp://user:password@mail.voorbeeld.nl:587 or smtps://user:password@mail.voorbeeld.nl:465"
const MAXIMUM_NAME = 80

/** @returns undefined when there is anything to mend; each mistake is one sentence. */
export function readMailSettings(url: string, from: string, mistakes: string[]): MailSettings | undefined {
  const server = readServer(url, mistakes)
  const sender = readSender(from, mistakes)
  return server && sender && { ...server, from: sender }
}

function readServer(given: string, mistakes: string[]): Omit<MailSettings, "from"> | undefined {
  const wrong = (sentence: string) => void mistakes.push(`PORTAL_MAIL ${sentence}`)
  if (!/^smtps?:\/\//.test(given)) return wrong(`is no mail server's address: give ${example}.`)
  const url = URL.canParse(given) ? new URL(given) : undefined
  // A "/", "?" or "#" of a password that stands there bare ends the address too early.
  if (!url || /[?#]/.test(given) || (url.pathname !== "" && url.pathname !== "/"))
    return wrong(
      'cannot be read: write signs such as "/", "?", "#", "@" and "%" in a password as %2F and so on.',
    )
  const { hostname: host, username, password } = url
  if (!/^([a-z\d][a-z\d.-]*|\[[\da-f:.]+\])$/i.test(host))
    return wrong(`names no server behind the "@": give ${example}.`)
  if ((username === "") !== (password === ""))
    return wrong("has a user without a password, or a password without a user: give both or neither.")
  const user = decode(username)
  const secret = decode(password)
  if (user === undefined || secret === undefined)
    return wrong('has a bare "%" in the user or the password: write it as %25.')
  const isTls = url.protocol === "smtps:"
  const security = isTls ? "tls" : isLoopback(host) ? "loopback" : "starttls"
  const port = Number(url.port) || (isTls ? 465 : 587)
  return { host, port, security, ...(user && { login: { user, password: secret } }) }
}

function readSender(given: string, mistakes: string[]): MailSettings["from"] | undefined {
  if (!given)
    return void mistakes.push(
      "PORTAL_MAIL_FROM is empty: give the address that mails come from, like portaal@voorbeeld.nl.",
    )
  const [, name = "", typed = given] = /^([^<>]*)<([^<>]+)>$/.exec(given) ?? []
  const address = readEmail(typed)
  const plainName = name.trim().replace(/^"(.*)"$/, "$1")
  if (address && plainName.length <= MAXIMUM_NAME && !/\p{C}/u.test(plainName))
    return { name: plainName, address }
  mistakes.push(
    `PORTAL_MAIL_FROM is "${given}": give an address, or a name with an address: Zorggroep De Linde <portaal@voorbeeld.nl>.`,
  )
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
