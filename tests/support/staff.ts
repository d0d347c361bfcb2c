// Staff members as an organisation has them: invited, with a password and an app of their own.
import { Secret, TOTP } from "otpauth"
import type { StaffRole } from "#contract/staff"
import { inviteMember } from "../../server/admin/members.ts"
import type { Portal } from "./portal.ts"
import type { Answer, Visitor } from "./visitor.ts"

export const staffPassword = "Regenpijp-4-kastanje-lamp"
const operator = { kind: "operator", id: "test" } as const

export type StaffPerson = { id: string; email: string; secret: string; visitor: Visitor }

/** What the app on the telephone shows. */
export const appCode = (portal: Portal, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) }).generate({
    timestamp: portal.clock.now().getTime(),
  })

export const tokenOf = (link: string): string => link.split("#")[1] ?? ""

/** The newest link that was mailed to this address. */
export async function mailedStaffLink(portal: Portal, email: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)
  const link = /http\S+\/beheer\/uitnodiging#[\w-]{43}/.exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error("no link was mailed")
  return link
}

/** Through the link: password and app. @returns the app's secret. */
export async function acceptLink(
  portal: Portal,
  visitor: Visitor,
  link: string,
  password = staffPassword,
): Promise<string> {
  const token = tokenOf(link)
  const { body } = await must(visitor.post("/api/staff/invitation/open", { token }))
  const { secret } = body as { secret: string }
  await must(visitor.post("/api/staff/invitation", { token, password, code: appCode(portal, secret) }))
  return secret
}

/** Invited, and logged in by the link. The clock moves on, so that the app has another code. */
export async function staffOf(portal: Portal, name: string, roles: StaffRole[]): Promise<StaffPerson> {
  const email = `${name.toLowerCase()}@delinde.example`
  const { id, link } = await inviteMember(portal.deps, { name, email, roles }, operator)
  const visitor = portal.visitor()
  const secret = await acceptLink(portal, visitor, link)
  portal.clock.advance({ seconds: 30 })
  return { id, email, secret, visitor }
}

export const staffLogin = (
  portal: Portal,
  person: { email: string; secret: string },
  visitor = portal.visitor(),
): Promise<Answer> =>
  visitor.post("/api/staff/login", {
    email: person.email,
    password: staffPassword,
    code: appCode(portal, person.secret),
  })

async function must(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer
  if (got.status >= 300) throw new Error(`the staff's way in stopped: ${got.status} ${got.text}`)
  return got
}
