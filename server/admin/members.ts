// Staff accounts: inviting, roles, starting over after a lost telephone or password, ending. The command line invites the
// first one; there is no account that exists by itself.
import type { LogEvent } from "#contract/log-events"
import { randomUUID } from "node:crypto"
import type { StaffMember, StaffRole } from "#contract/staff"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { staffInvitationMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { insertLink, linkExpiries, supersedeLinks } from "./links.queries.ts"
import {
  findMember,
  insertMember,
  listMembers,
  lockMembers,
  markMemberEnded,
  storeReset,
  storeRoles,
  type Member,
} from "./members.queries.ts"
import { deletePasskeysOf } from "./passkeys.queries.ts"
import { endStaffSessionsOf } from "./staff-session.ts"
import { newTotpSecret } from "./totp.ts"

export const staffLinkHours = 24

/** Names, addresses and secrets of staff belong to no patient and no reader. */
export const staffKey = (db: Db, deps: Deps) => deps.sealing.keyFor(db, systemOwner, deps.now())

export type NewMember = { name: string; email: string; roles: StaffRole[] }

/** @param email as normalised by server/credentials. @returns the link. @throws Failure `staff-known`. */
export async function inviteMember(
  deps: Deps,
  { name, email, roles }: NewMember,
  actor: Actor,
): Promise<{ id: string; link: string }> {
  return deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    const key = await staffKey(trx, deps)
    const emailIndex = emailIndexOf(deps.sealing, email)
    if (await findMember(trx, deps.sealing, key, { email_index: emailIndex })) return fail("staff-known")
    const id = randomUUID()
    const createdAt = deps.now().toISOString()
    const totpSecret = newTotpSecret(deps.random)
    const createdBy = actor.id ?? actor.kind
    const member = { id, name, email, emailIndex, roles: sorted(roles), totpSecret, createdAt, createdBy }
    await insertMember(trx, deps.sealing, key, member)
    await log(trx, deps, "staff.invite", "C", id, sorted(roles).join(","), actor)
    return { id, link: await sendLink(trx, deps, { id, email }) }
  })
}

/** Another link; the one before works no more. @throws Failure `staff-state` for who has a password already. */
export async function inviteAgain(deps: Deps, id: string, actor: Actor): Promise<string> {
  return change(deps, id, actor, async (trx, member) => {
    if (member.state !== "invited") return fail("staff-state")
    await log(trx, deps, "staff.invite", "U", id, "again", actor)
    return sendLink(trx, deps, member)
  })
}

/** A lost telephone or password: both start over, by a link to their own address. Never decided by oneself. */
export async function resetMember(deps: Deps, id: string, actor: Actor): Promise<string> {
  return change(deps, id, actor, async (trx, member) => {
    if (member.state !== "active") return fail("staff-state")
    await refuseLastAdministrator(trx, id)
    await endStaffSessionsOf(trx, deps, id, "reset", actor, null)
    await deletePasskeysOf(trx, id)
    await storeReset(trx, deps.sealing, await staffKey(trx, deps), id, newTotpSecret(deps.random))
    await log(trx, deps, "staff.reset", "U", id, null, actor)
    return sendLink(trx, deps, member)
  })
}

/** @param seen the roles that the page showed. @throws Failure `changed-meanwhile`, `last-administrator`. */
export async function changeRoles(
  deps: Deps,
  id: string,
  { roles, seen }: { roles: StaffRole[]; seen: StaffRole[] },
  actor: Actor,
): Promise<void> {
  await change(deps, id, actor, async (trx, member) => {
    if (sorted(seen).join() !== sorted(member.roles).join()) fail("changed-meanwhile")
    if (!roles.includes("administrator")) await refuseLastAdministrator(trx, id)
    await storeRoles(trx, id, sorted(roles))
    await log(
      trx,
      deps,
      "staff.roles",
      "U",
      id,
      `${sorted(member.roles).join()} > ${sorted(roles).join()}`,
      actor,
    )
  })
}

export async function endMember(deps: Deps, id: string, actor: Actor): Promise<void> {
  await change(deps, id, actor, async (trx) => {
    await refuseLastAdministrator(trx, id)
    await endStaffSessionsOf(trx, deps, id, "ended", actor, null)
    await supersedeLinks(trx, id, deps.now().toISOString())
    await deletePasskeysOf(trx, id)
    await markMemberEnded(trx, id, deps.now().toISOString())
    await log(trx, deps, "staff.end", "D", id, null, actor)
  })
}

export async function membersFor(deps: Deps, selfId: string, actor: Actor): Promise<StaffMember[]> {
  return deps.db.transaction(async (trx) => {
    const key = await staffKey(trx, deps)
    const expiries = await linkExpiries(trx, deps.now().toISOString())
    const members = await listMembers(trx, deps.sealing, key)
    await log(trx, deps, "staff.list", "R", null, null, actor)
    return members.map(({ id, name, email, roles, state, lastLoginAt }) => ({
      id,
      name,
      email,
      roles,
      state: state === "active" ? "active" : "invited",
      linkExpiresAt: state === "invited" ? (expiries.get(id) ?? null) : null,
      lastLoginAt,
      isSelf: id === selfId,
    }))
  })
}

/** One change at a time, to somebody else's account. */
async function change<Result>(
  deps: Deps,
  id: string,
  actor: Actor,
  deed: (trx: Db, member: Member) => Promise<Result>,
): Promise<Result> {
  return deps.db.transaction(async (trx) => {
    await lockMembers(trx)
    if (actor.kind === "staff" && actor.id === id) return fail("not-oneself")
    const member = await findMember(trx, deps.sealing, await staffKey(trx, deps), { id })
    return member ? deed(trx, member) : fail("not-found")
  })
}

/** Somebody must stay who can invite: an invited administrator may never come. */
async function refuseLastAdministrator(trx: Db, id: string): Promise<void> {
  const administrators = (await lockMembers(trx)).filter(
    ({ state, roles }) => state === "active" && roles.includes("administrator"),
  )
  if (administrators.length === 1 && administrators[0]?.id === id) fail("last-administrator")
}

async function sendLink(trx: Db, deps: Deps, { id, email }: { id: string; email: string }): Promise<string> {
  const now = deps.now()
  const token = newToken(deps.random)
  const expiresAt = new Date(now.getTime() + staffLinkHours * 3_600_000)
  await insertLink(trx, {
    id: randomUUID(),
    staffId: id,
    tokenHash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  })
  const link = `${deps.config.origin}/beheer/uitnodiging#${token}`
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "staff-invitation",
    accountId: null,
    to: email,
    ...staffInvitationMail(senderOf(await readOrganisation(trx), deps.config.origin), link),
    giveUpAt: expiresAt,
  })
  return link
}

const sorted = (roles: readonly StaffRole[]): StaffRole[] => [...new Set(roles)].sort()

const log = (
  trx: Db,
  deps: Deps,
  event: LogEvent,
  action: "C" | "R" | "U" | "D",
  objectId: string | null,
  reason: string | null,
  actor: Actor,
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    reason: reason?.slice(0, 120) ?? null,
    actor,
    objectKind: "staff",
    objectId,
  })
