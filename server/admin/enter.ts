// The ways in: logging in, and the link of an invitation. Both end in a session only with a password and a code.
import type { LogEvent } from "#contract/log-events"
import type { Invitation } from "#contract/staff"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import { judgePassword } from "../credentials/password-policy.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { takeTurns, turnAt } from "../limits/counters.ts"
import { passwordRuleOf, readOrganisation } from "../organisation/settings.ts"
import { hashToken } from "../session/tokens.ts"
import { findLink, spendLink } from "./links.queries.ts"
import { staffKey } from "./members.ts"
import {
  findMember,
  lockMembers,
  noteLogin,
  spendTotp,
  storePassword,
  type Member,
} from "./members.queries.ts"
import { prove } from "./prove.ts"
import { endStaffSessionsOf, staffActor, startStaffSession, type Staff } from "./staff-session.ts"
import { forgiveCodes } from "./staff-tries.ts"
import { describeSecret, periodOf, readTotp } from "./totp.ts"

/** Staff see more than one record: their password is longer than a reader's. */
const STAFF_PASSWORD_MINIMUM = 12

type Typed = { email: string; password: string; code: string }

/** @param replaces the staff cookie this browser had. @returns the session's token. */
export async function enter(
  deps: Deps,
  { email, ...typed }: Typed,
  replaces: string | undefined,
  client: ClientInfo,
): Promise<string> {
  const who = {
    emailIndex: emailIndexOf(deps.sealing, email),
    actor: { kind: "anonymous", client } as const,
    event: "staff.login" as const,
  }
  return prove(deps, who, typed, (trx, { id }) => begin(trx, deps, id, "password+totp", replaces, client))
}

async function begin(
  trx: Db,
  deps: Deps,
  staffId: string,
  means: string,
  replaces: string | undefined,
  client: ClientInfo,
): Promise<string> {
  await noteLogin(trx, staffId, deps.now().toISOString())
  return startStaffSession(trx, deps, { staffId, means, client, replaces })
}

/** What the page of an invitation shows. It changes nothing, so a mail scanner may look too. @throws `link-invalid`. */
export async function openInvitation(deps: Deps, token: string, client: ClientInfo): Promise<Invitation> {
  await countLink(deps, client)
  const member = await memberOfLink(deps.db, deps, token)
  const settings = await readOrganisation(deps.db)
  return {
    name: member.name,
    email: member.email,
    passwordRule: staffRule(settings),
    ...describeSecret(member.totpSecret ?? "", `Beheer ${settings.name}`, member.email),
  }
}

/** The link, a password and the first code of the app make the account usable, and log in. */
export async function acceptInvitation(
  deps: Deps,
  { token, password, code }: { token: string; password: string; code: string },
  replaces: string | undefined,
  client: ClientInfo,
): Promise<string> {
  await countLink(deps, client)
  const member = await memberOfLink(deps.db, deps, token)
  await judge(deps, password, member.email)
  const digits = readTotp(code)
  const step = digits && member.totpSecret ? periodOf(member.totpSecret, digits, deps.now()) : undefined
  if (!step) return fail("code-wrong")
  const hash = await hashPassword(deps, password)
  return deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    // Asked again now that nobody else changes it: a link that was replaced, or whose owner left, makes nothing usable.
    if ((await memberOfLink(trx, deps, token)).totpSecret !== member.totpSecret) return fail("link-invalid")
    if (!(await spendLink(trx, hashToken(token), deps.now().toISOString()))) return fail("link-invalid")
    if (!(await spendTotp(trx, member.id, step))) return fail("code-wrong")
    await storePassword(trx, deps.sealing, await staffKey(trx, deps), member.id, hash)
    await forgiveCodes(trx, deps, member.id)
    await log(trx, deps, "staff.accept", member.id, {
      kind: "staff",
      id: member.id,
      means: "mail link",
      client,
    })
    return begin(trx, deps, member.id, "mail link+totp", replaces, client)
  })
}

/** @throws Failure `credentials-wrong` for a wrong password or code, or what is wrong with the new one. */
export async function changeStaffPassword(
  deps: Deps,
  staff: Staff,
  { current, password, code }: { current: string; password: string; code: string },
): Promise<void> {
  const key = await staffKey(deps.db, deps)
  const { email } =
    (await findMember(deps.db, deps.sealing, key, { id: staff.id })) ?? fail("session-required")
  await judge(deps, password, email)
  if (password === current) fail("password-unchanged")
  const actor = staffActor(staff, null)
  const hash = await hashPassword(deps, password)
  const who = { emailIndex: emailIndexOf(deps.sealing, email), actor, event: "staff.password" as const }
  await prove(deps, who, { password: current, code }, async (trx, { id }) => {
    await storePassword(trx, deps.sealing, key, id, hash)
    await log(trx, deps, "staff.password", id, actor)
    await endStaffSessionsOf(trx, deps, id, "new-password", actor, staff.sessionId)
  })
}

const countLink = (deps: Deps, client: ClientInfo) =>
  deps.db.transaction((trx) => takeTurns(trx, deps, [turnAt("staff-links-address", client.address)]))

async function memberOfLink(db: Db, deps: Deps, token: string): Promise<Member> {
  const id = await findLink(db, hashToken(token), deps.now().toISOString())
  const member = id && (await findMember(db, deps.sealing, await staffKey(db, deps), { id }))
  return member && member.state === "invited" ? member : fail("link-invalid")
}

type Settings = Awaited<ReturnType<typeof readOrganisation>>

function staffRule(settings: Settings) {
  const { minimum, capital } = passwordRuleOf(settings)
  return { capital, minimum: Math.max(minimum, STAFF_PASSWORD_MINIMUM) }
}

async function judge(deps: Deps, password: string, email: string): Promise<void> {
  const settings = await readOrganisation(deps.db)
  const owner = { email, mobile: "", organisationName: settings.name, rule: staffRule(settings) }
  const problem = judgePassword(password, owner)
  if (problem) fail(problem)
}

const log = (trx: Db, deps: Deps, event: LogEvent, objectId: string, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), { event, action: "U", actor, objectKind: "staff", objectId })
