import { randomUUID } from "node:crypto"
import { appendAudit } from "../audit/audit.ts"
import { maskEmail, readEmail } from "../credentials/email.ts"
import { maskMobile, readMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { NotDelivered } from "../messages/gateway.ts"
import { gatewayFor } from "../messages/gateways.ts"
import { testMail } from "../messages/mail-texts.ts"
import { outboxStatus, type OutboxStatus } from "../messages/outbox-status.queries.ts"
import type { MessageBody, MessageKind } from "../messages/outbox.queries.ts"
import { testSms } from "../messages/sms-texts.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { CommandError, operator, table, type Command, type CommandArguments } from "./command.ts"

const text = { type: "string" } as const
/** A message that waits longer is a sign that something is wrong: with the gateway, or with the server itself. */
const PATIENCE_MINUTES = 5

export const messageCommands: Command[] = [
  {
    kind: "database",
    name: "messages test",
    summary: "send one mail or SMS now, to try the gateway",
    usage: "--mail <address> | --sms <number>",
    options: { mail: text, sms: text },
    run: async (deps, args) => tryGateway(deps, await readTest(deps, args)),
  },
  {
    kind: "database",
    name: "messages status",
    summary: "what waits to be sent and what did not arrive; exit code 2 when somebody should look",
    usage: "",
    async run({ db, sealing, now }) {
      const key = await sealing.keyFor(db, systemOwner, now())
      const status = await outboxStatus(db, sealing, key, now())
      return { json: status, text: describe(status), exitCode: isWorrying(status, now()) ? 2 : 0 }
    },
  },
]

type Test = { kind: MessageKind; masked: string; body: MessageBody }

async function readTest({ db, config }: Deps, args: CommandArguments): Promise<Test> {
  const mail = args.text("mail")
  const sms = args.text("sms")
  if ((mail === undefined) === (sms === undefined)) throw new CommandError("Give --mail or --sms.")
  const organisation = await readOrganisation(db)
  if (mail !== undefined) {
    const to = readEmail(mail)
    if (!to) throw new CommandError("--mail is not an e-mail address.")
    return {
      kind: "mail",
      masked: maskEmail(to),
      body: { to, ...testMail(senderOf(organisation, config.origin)) },
    }
  }
  const read = readMobile(sms ?? "", organisation.smsCountries[0] ?? "NL", organisation.smsCountries)
  if (read.kind === "problem")
    throw new CommandError(`--sms is not a mobile number of ${organisation.smsCountries.join(", ")}.`)
  return { kind: "sms", masked: maskMobile(read.e164), body: { to: read.e164, text: testSms(config.origin) } }
}

/** Past the outbox: whoever tries wants to know now. */
async function tryGateway(deps: Deps, { kind, masked, body }: Test) {
  const send = gatewayFor(deps, kind)
  const id = randomUUID()
  const giveUpAt = new Date(deps.now().getTime() + 600_000).toISOString()
  const message = {
    ...body,
    id,
    kind,
    purpose: "test",
    accountId: null,
    tries: 1,
    leasedUntil: giveUpAt,
    giveUpAt,
  }
  const failure = await send(message).then(
    () => undefined,
    (error: unknown) => (error instanceof NotDelivered ? error.code : "unknown"),
  )
  await appendAudit(deps.db, deps.sealing, deps.now(), {
    event: "message.test",
    action: "E",
    outcome: failure === undefined ? "done" : "failed",
    reason: masked,
    actor: operator,
    objectKind: kind,
    objectId: id,
  })
  if (failure === undefined)
    return {
      json: { id, kind, to: masked, sent: true },
      text: `The gateway took it, for ${masked}. Did it arrive?`,
    }
  const advice = adviceFor(failure)
  return {
    json: { id, kind, to: masked, sent: false, why: failure, advice },
    text: `Not sent: ${failure}. ${advice}`.trimEnd(),
    exitCode: 2,
  }
}

const advices: [RegExp, string][] = [
  [/^EAUTH|^HTTP 40[13]/, "The user, the password or the secret is not accepted."],
  [/^ECONNREFUSED/, "Nothing listens at that address and port."],
  [/^(EDNS|ENOTFOUND|EAI_AGAIN)/, "The name of that server is not known here."],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/, "No answer in time. Is there a firewall between?"],
  [
    /CERT|SELF_SIGNED|UNABLE_TO/,
    "The certificate is not valid for that name, or nobody vouches for it here (NODE_EXTRA_CA_CERTS).",
  ],
  [
    /^(ETLS|EPROTO|ERR_SSL|ESOCKET)/,
    "No encrypted connection could be made. Is it the right port, smtp or smtps?",
  ],
  [/^HTTP 40[45]|^HTTP 3/, "That is not the address where the provider takes messages."],
  [/^HTTP 4(02|29)/, "The provider has a limit, or wants to be paid."],
  [
    /^HTTP 4|^EMESSAGE 5/,
    "This message is refused: look at the sender, and at the body in the settings file.",
  ],
  [/^EENVELOPE/, "The sender or the receiver is refused: look at PORTAL_MAIL_FROM and at the address."],
  [/^HTTP 5| 4\d\d$/, "The other side cannot take it now. Try again later."],
]

const adviceFor = (code: string) => advices.find(([pattern]) => pattern.test(code))?.[1] ?? ""

function describe({ waiting, oldestWaitingAt, sentLastDay, failedLastDay, troubles }: OutboxStatus): string {
  const oldest = oldestWaitingAt ? `, the oldest since ${oldestWaitingAt}` : ""
  const lines = [
    `Waiting: ${waiting}${oldest}.`,
    `Last 24 hours: ${sentLastDay} sent, ${failedLastDay} given up.`,
  ]
  if (troubles.length > 0) lines.push("", table(troubles.map(({ id: _, ...trouble }) => trouble)))
  return lines.join("\n")
}

function isWorrying({ failedLastDay, oldestWaitingAt }: OutboxStatus, now: Date): boolean {
  const since = new Date(now.getTime() - PATIENCE_MINUTES * 60_000).toISOString()
  return failedLastDay > 0 || (oldestWaitingAt !== null && oldestWaitingAt < since)
}
