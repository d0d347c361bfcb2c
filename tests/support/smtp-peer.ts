// A mail server of our own: it keeps what it was given, and is as difficult as a test wants.
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

export type GotMail = {
  from: string
  to: string[]
  headers: Record<string, string>
  text: string
  html?: string
}
export type SmtpPeer = {
  port: number
  got: GotMail[]
  /** Was each mail handed over on an encrypted connection? */
  encrypted: boolean[]
  close(): Promise<void>
}
export type SmtpWishes = {
  login?: { user: string; password: string }
  tls?: { key: string; cert: string }
  /** TLS from the first byte instead of STARTTLS. */
  secure?: boolean
  /** Always the same port, for a server that comes back. */
  port?: number
  /** Refuses an address: an error with a `responseCode`. */
  judgeRecipient?: (address: string) => void
  judgeSender?: (address: string) => void
  /** After the mail was kept, before it is acknowledged. */
  beforeAnswer?: (mail: GotMail) => Promise<void> | void
}

/** What a mail server answers to what it does not want. */
export const refusing = (responseCode: number, words = "no"): Error =>
  Object.assign(new Error(words), { responseCode })

export async function startSmtpPeer(wishes: SmtpWishes = {}): Promise<SmtpPeer> {
  const got: GotMail[] = []
  const encrypted: boolean[] = []
  const attempt = (done: (error?: Error | null) => void, act: () => void) => {
    try {
      act()
      done()
    } catch (error) {
      done(error as Error)
    }
  }
  const options: SMTPServerOptions = {
    ...(wishes.tls ?? {}),
    secure: wishes.secure ?? false,
    disabledCommands: [...(wishes.tls ? [] : ["STARTTLS"]), ...(wishes.login ? [] : ["AUTH"])],
    authOptional: !wishes.login,
    allowInsecureAuth: !wishes.tls,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === wishes.login?.user && password === wishes.login?.password
        ? done(null, { user: username })
        : done(new Error(`no such login: ${username} ${password}`)),
    onMailFrom: ({ address }, _session, done) => attempt(done, () => wishes.judgeSender?.(address)),
    onRcptTo: ({ address }, _session, done) => attempt(done, () => wishes.judgeRecipient?.(address)),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on("data", (part: Buffer) => parts.push(part))
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo.map(({ address }) => address)
        const mail = {
          from: mailFrom ? mailFrom.address : "",
          to,
          ...readMail(Buffer.concat(parts).toString("latin1")),
        }
        got.push(mail)
        encrypted.push(session.secure)
        Promise.resolve(mail)
          .then(wishes.beforeAnswer)
          .then(() => done(), done)
      })
    },
  }
  const server = new SMTPServer(options)
  server.on("error", () => {}) // a client that hangs up in the middle is what several tests are about
  const listening = server.listen(wishes.port ?? 0, "127.0.0.1")
  await once(listening, "listening")
  return {
    port: (listening.address() as AddressInfo).port,
    got,
    encrypted,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

/** As a mail program reads it. */
function readMail(raw: string): Pick<GotMail, "headers" | "text" | "html"> {
  const { headers, body } = splitMail(raw)
  const boundary = /boundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1]
  const parts = boundary
    ? `\r\n${body}`
        .split(`\r\n--${boundary}`)
        .slice(1, -1)
        .map((part) => splitMail(part.trimStart()))
    : [{ headers, body }]
  const textOf = (type: string) => {
    const part = parts.find(({ headers: own }) => own["content-type"]?.startsWith(type))
    return (
      part &&
      decodeBody(part.body, part.headers["content-transfer-encoding"] ?? "7bit").replaceAll("\r\n", "\n")
    )
  }
  const html = textOf("text/html")
  return { headers, text: textOf("text/plain") ?? "", ...(html !== undefined && { html }) }
}

function splitMail(raw: string) {
  const [head = "", ...rest] = raw.split("\r\n\r\n")
  const headers: Record<string, string> = {}
  for (const line of head.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const [name = "", value = ""] = line.split(/: ?(.*)/s)
    headers[name.toLowerCase()] = decodeWords(value)
  }
  return { headers, body: rest.join("\r\n\r\n") }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString()
  if (encoding !== "quoted-printable") return body
  return unescapeBytes(body.replace(/=\r\n/g, ""))
}

/** RFC 2047: `=?UTF-8?Q?cli=C3=ABnt?=`. */
const decodeWords = (value: string) =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString()
        : unescapeBytes(text.replaceAll("_", " ")),
    )

const unescapeBytes = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  ).toString()
