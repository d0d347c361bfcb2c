// The ways in: logging in, and the link of an invitation. Both end in a session only with a password and a code.
import type { LogEvent } from "#contract/log-events"
import type { Invitation } from "#contract/staff"
import type { NewPasskey } from "#contract/staff-passkeys"
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
  forgetApp,
  lockMembers,
  noteLogin,
  spendTotp,
  storePassword,
  type Member,
} from "./members.queries.ts"
import { askForNewPasskey, askForPasskey, judgeNewPasskey, type Asked } from "./passkeys.ts"
import { insertPasskey } from "./passkeys.queries.ts"
import { meansOf, prove, type SecondFactor } from "./prove.ts"
import { noteProof } from "./staff-sessions.queries.ts"
import { endStaffSessionsOf, staffActor, startStaffSession, type Staff } from "./staff-session.ts"
import { forgiveCodes } from "./staff-tries.ts"
import { describeSecret, periodOf, readTotp } from "./totp.ts"

/** Staff see more than one record: their password is longer than a reader's. */
const STAFF_PASSWORD_MINIMUM = 12

type Typed = { email: string; password: string } & SecondFactor

/** For a browser that logs in, or proves again who it is. */
export async function askPasskey(deps: Deps, client: ClientInfo): Promise<Asked> {
  await deps.db.transaction((trx) => takeTurns(trx, deps, [turnAt("staff-passkeys-address", client.address)]))
  return askForPasskey(deps)
}

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
  const means = `password+${meansOf(typed)}`
  return prove(deps, who, typed, (trx, { id }) => begin(trx, deps, id, means, replaces, client))
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

/** Instead of an app, whoever holds the link may make a passkey. @throws `link-invalid`. */
export async function askPasskeyOfInvited(deps: Deps, token: string, client: ClientInfo): Promise<Asked> {
  await countLink(deps, client)
  return askForNewPasskey(deps, await memberOfLink(deps.db, deps, token), "invitation")
}

type FirstFactor = { challenge: string | undefined } & ({ code: string } | { passkey: NewPasskey })

/** The link, a password and the first code of the app, or a passkey, make the account usable, and log in. */
export async function acceptInvitation(
  deps: Deps,
  { token, password, ...second }: { token: string; password: string } & FirstFactor,
  replaces: string | undefined,
  client: ClientInfo,
): Promise<string> {
  await countLink(deps, client)
  const member = await memberOfLink(deps.db, deps, token)
  await judge(deps, password, member.email)
  const keepSecond = await judgeFirst(deps, member, second)
  const hash = await hashPassword(deps, password)
  return deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    // Asked again now that nobody else changes it: a link that was replaced, or whose owner left, makes nothing usable.
    if ((await memberOfLink(trx, deps, token)).totpSecret !== member.totpSecret) return fail("link-invalid")
    if (!(await spendLink(trx, hashToken(token), deps.now().toISOString()))) return fail("link-invalid")
    await keepSecond(trx)
    await storePassword(trx, deps.sealing, await staffKey(trx, deps), member.id, hash)
    await forgiveCodes(trx, deps, member.id)
    const actor: Actor = { kind: "staff", id: member.id, means: "mail link", client }
    await log(trx, deps, "staff.accept", member.id, actor)
    const means = "code" in second ? "mail link+totp" : "mail link+passkey"
    return begin(trx, deps, member.id, means, replaces, client)
  })
}

/** @returns what makes it the account's second factor. @throws Failure `code-wrong`, `passkey-wrong`. */
async function judgeFirst(
  deps: Deps,
  member: Member,
  second: FirstFactor,
): Promise<(trx: Db) => Promise<void>> {
  if ("passkey" in second) {
    const of = { purpose: "invitation", staffId: member.id } as const
    const passkey = await judgeNewPasskey(deps, second.passkey, second.challenge, of)
    return async (trx) => {
      await insertPasskey(trx, deps.sealing, await staffKey(trx, deps), passkey)
      // Nobody scanned the secret of an app that was offered too.
      await forgetApp(trx, member.id)
    }
  }
  const digits = readTotp(second.code)
  const step = digits && member.totpSecret ? periodOf(member.totpSecret, digits, deps.now()) : undefined
  if (!step) return fail("code-wrong")
  return async (trx) => {
    if (!(await spendTotp(trx, member.id, step))) fail("code-wrong")
  }
}

/** Asked again before what is delicate. @throws Failure `credentials-wrong`. */
export async function proveAgain(deps: Deps, staff: Staff, typed: { password: string } & SecondFactor) {
  const key = await staffKey(deps.db, deps)
  const { email } =
    (await findMember(deps.db, deps.sealing, key, { id: staff.id })) ?? fail("session-required")
  const actor = staffActor(staff, null)
  const who = { emailIndex: emailIndexOf(deps.sealing, email), actor, event: "staff.prove" as const }
  await prove(deps, who, typed, async (trx, { id }) => {
    await noteProof(trx, staff.sessionId, deps.now().toISOString())
    await log(trx, deps, "staff.prove", id, actor)
  })
}

/** @throws Failure `credentials-wrong` for a wrong password or code, or what is wrong with the new one. */
export async function changeStaffPassword(
  deps: Deps,
  staff: Staff,
  { current, password, ...second }: { current: string; password: string } & SecondFactor,
): Promise<void> {
  const key = await staffKey(deps.db, deps)
  const { email } =
    (await findMember(deps.db, deps.sealing, key, { id: staff.id })) ?? fail("session-required")
  await judge(deps, password, email)
  if (password === current) fail("password-unchanged")
  const actor = staffActor(staff, null)
  const hash = await hashPassword(deps, password)
  const who = { emailIndex: emailIndexOf(deps.sealing, email), actor, event: "staff.password" as const }
  await prove(deps, who, { password: current, ...second }, async (trx, { id }) => {
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
