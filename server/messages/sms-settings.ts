// PORTAL_SMS: which gateway takes the SMS. `kannel:` is Kannel's sendsms; `http:` names a file that describes a provider.
import { isLoopback } from "./loopback.ts"
import { readSmsProvider, type SmsProvider } from "./sms-provider.ts"

export type KannelSettings = { kind: "kannel"; url: URL; user: string; password: string; from: string }
export type SmsSettings = KannelSettings | SmsProvider

const example = "kannel:http://user:password@127.0.0.1:13013/cgi-bin/sendsms?from=DeLinde"
/** Digits, or a name of letters, as telephones show it. */
const sender = /^(\+?\d{3,15}|[A-Za-z\d][A-Za-z\d ]{0,10})$/

/** @returns undefined when there is anything to mend; each mistake is one sentence, without the password. */
export function readSmsSettings(given: string, mistakes: string[]): SmsSettings | undefined {
  if (given.startsWith("kannel:")) return readKannel(given.slice("kannel:".length), mistakes)
  if (/^http:(?!\/\/)./.test(given)) return readSmsProvider(given.slice("http:".length), mistakes)
  mistakes.push(
    `PORTAL_SMS names no gateway: give ${example}, or http: with the full path of the file that describes your provider.`,
  )
}

function readKannel(given: string, mistakes: string[]): KannelSettings | undefined {
  const wrong = (sentence: string) => void mistakes.push(`PORTAL_SMS ${sentence}`)
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.hash)
    return wrong(
      `cannot be read: give ${example}, and write signs like "/" and "#" in a password as %2F and so on.`,
    )
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return wrong("sends codes in clear over the network: use https, or a Kannel on this machine (127.0.0.1).")
  const user = decode(url.username)
  const password = decode(url.password)
  // They go in headers: what does not fit there would be a header of somebody else's making.
  if (!user || !password || !isHeaderText(user) || !isHeaderText(password))
    return wrong(`needs Kannel's user and password, in plain letters and signs: ${example}.`)
  const from = url.searchParams.get("from") ?? ""
  if (!sender.test(from) || [...url.searchParams].length !== 1)
    return wrong(`needs ?from= with the sender that readers see: a number, or at most 11 letters and digits.`)
  const path = url.pathname === "/" ? "/cgi-bin/sendsms" : url.pathname
  return { kind: "kannel", url: new URL(path, url.origin), user, password, from }
}

export const isHeaderText = (text: string): boolean => /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
