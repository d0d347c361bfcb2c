// The way in, step by step, as people and attackers walk it.
import type { Portal, SentMessage } from "./portal.ts"
import type { Answer, Visitor } from "./visitor.ts"

export type Newcomer = { email: string; mobile: string; password: string }

export const henk: Newcomer = {
  email: "henk.willemsen@voorbeeld.example",
  mobile: "06 23456789",
  password: "Notenkraker-3-sokken-zeil",
}
export const mark: Newcomer = {
  email: "mark.smit@voorbeeld.example",
  mobile: "06 34567890",
  password: "Kruiwagen-8-pluimen-brug",
}

export const register = (
  visitor: Visitor,
  person: Newcomer,
  change: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  visitor.post(
    "/api/registration",
    {
      email: person.email,
      country: "NL",
      mobile: person.mobile,
      password: person.password,
      privacyStatementVersion: "2026-1",
      ...change,
    },
    headers,
  )

export const mailsTo = async (portal: Portal, email: string): Promise<SentMessage[]> =>
  (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)

export const smsOf = async (portal: Portal): Promise<SentMessage[]> =>
  (await portal.messages()).filter(({ kind }) => kind === "sms")

/** The token in the newest mail to this address. */
export async function tokenFor(portal: Portal, email: string): Promise<string> {
  const [mail] = await mailsTo(portal, email)
  const token = mail?.text.match(/#([\w-]{43})/)?.[1]
  if (!token) throw new Error(`no link was mailed to ${email}`)
  return token
}

export async function newestCode(portal: Portal): Promise<string> {
  const [sms] = await portal.messages({ kind: "sms", newest: 1 })
  const code = sms?.text.slice(0, 6)
  if (!code) throw new Error("no SMS was sent")
  return code
}

/** A code that is certainly not the right one. */
export const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0")

/** From the form to the first session. */
export async function registered(portal: Portal, person: Newcomer): Promise<Visitor> {
  const visitor = portal.visitor()
  await must(register(visitor, person))
  await must(visitor.post("/api/registration/confirm", { token: await tokenFor(portal, person.email) }))
  await must(visitor.post("/api/login/code", { code: await newestCode(portal) }))
  return visitor
}

/** Right password and Bevestig; the code is in the newest SMS. */
export async function upToCode(
  portal: Portal,
  person: Newcomer,
  visitor = portal.visitor(),
): Promise<Visitor> {
  await must(visitor.post("/api/login", { email: person.email, password: person.password }))
  await must(visitor.post("/api/login/confirm"))
  return visitor
}

export async function loggedIn(
  portal: Portal,
  person: Newcomer,
  visitor = portal.visitor(),
): Promise<Visitor> {
  await upToCode(portal, person, visitor)
  await must(visitor.post("/api/login/code", { code: await newestCode(portal) }))
  return visitor
}

async function must(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer
  if (got.status >= 300) throw new Error(`the way in stopped: ${got.status} ${got.text}`)
  return got
}

/** What a request costs the database: the shape of its statements, in order. */
export async function statementsOf(portal: Portal, act: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const listen = ({ sql }: { sql: string }) => void seen.push(sql)
  portal.db.on("query", listen)
  await act()
  portal.db.off("query", listen)
  return seen
}

/** Lets a test choose network addresses: the portal believes one proxy in front of it. @returns the header to send. */
export function behindProxy(portal: Portal): (address: string) => Record<string, string> {
  ;(portal.deps.config as { trustProxy: number }).trustProxy = 1
  return (address) => ({ "x-forwarded-for": address })
}
