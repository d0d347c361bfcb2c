// Mail over SMTP: one connection a message, encrypted and checked, and over within seconds.
import { createTransport, type NodemailerError } from "nodemailer"
import { isLoopback } from "./loopback.ts"
import type { MailSettings } from "./mail-settings.ts"
import { NotDelivered, type Gateway } from "./gateway.ts"

/** Far under the worker's lease: what is given up here is not under way any more when it is tried again. */
const DEADLINE_MS = 30_000
const SILENCE_MS = 15_000

export type MailLimits = {
  deadlineMs?: number
  /** Certificates to trust instead of the machine's own. */
  ca?: string
}

export function createMailGateway(
  settings: MailSettings,
  { deadlineMs = DEADLINE_MS, ca }: MailLimits = {},
): Gateway {
  const { host, port, security, login, from } = settings
  const transport = createTransport({
    host: host.replace(/^\[|\]$/g, ""),
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    // Nobody stands between this machine and itself, and its own certificate is seldom one that can be checked.
    tls: { rejectUnauthorized: security !== "loopback", ...(ca !== undefined && { ca }) },
    // Without this a server that asks no password would get the mail unasked.
    ...(login && { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: SILENCE_MS,
    // Of a machine whose network is down its own names are still known.
    allowInternalNetworkInterfaces: isLoopback(host),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ id, to, subject, text, html }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject: subject ?? "",
        text,
        ...(html !== undefined && { html }),
        // The same at each try: whoever gets the message twice can tell.
        messageId: `<${id}@${from.address.split("@")[1] ?? ""}>`,
        // No answer of an absent colleague's mailbox (RFC 3834; Exchange).
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        signal: AbortSignal.timeout(deadlineMs),
      })
    } catch (error) {
      throw judge(error as Partial<NodemailerError> & { originalCode?: string })
    }
  }
}

/**
 * A 5xx about this reader or this text is the last word. One about our own login or sender is the operator's to mend:
 * meanwhile the mails wait.
 */
function judge({
  code = "unknown",
  originalCode,
  responseCode = 0,
  command,
}: Partial<NodemailerError> & { originalCode?: string }) {
  if (code === "EABORT") return new NotDelivered("ETIMEDOUT")
  if (responseCode === 0) return new NotDelivered(originalCode ?? code)
  const isAboutMessage = command === "RCPT TO" || command === "DATA"
  return new NotDelivered(`${code} ${responseCode}`, { isFinal: isAboutMessage && responseCode >= 500 })
}
