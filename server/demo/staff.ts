// The demo's staff member, whose codes appear in the postvak: nobody has a telephone for an invented person.
import { emailIndexOf } from "../credentials/email.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Actor } from "../audit/audit.ts"
import { inviteMember, staffKey } from "../admin/members.ts"
import { supersedeLinks } from "../admin/links.queries.ts"
import { findMember, storePassword } from "../admin/members.queries.ts"
import { codeAt, secondsLeft } from "../admin/totp.ts"
import type { Deps } from "../deps.ts"

export const demoStaff = {
  name: "Sanne Vermeer",
  email: "beheer@voorbeeld.example",
  password: "Paperclip-5-vuurtoren-mist",
}

const find = async (deps: Deps) =>
  findMember(deps.db, deps.sealing, await staffKey(deps.db, deps), {
    email_index: emailIndexOf(deps.sealing, demoStaff.email),
  })

/** Can be run again, also on a demo from before there were staff. */
export async function loadDemoStaff(deps: Deps, actor: Actor): Promise<void> {
  const { name, email, password } = demoStaff
  const known = await find(deps)
  if (known?.state === "active") return
  const hash = await hashPassword(deps, password)
  const id =
    known?.id ??
    (await inviteMember(deps, { name, email, roles: ["accessDesk", "administrator", "auditor"] }, actor)).id
  await deps.db.transaction(async (trx) => {
    await supersedeLinks(trx, id, deps.now().toISOString())
    await storePassword(trx, deps.sealing, await staffKey(trx, deps), id, hash)
    // Nobody needs the mail of this invitation.
    await trx("outbox_messages").where({ purpose: "staff-invitation", sent_at: null }).delete()
  })
}

/** The code that the app on their telephone would show now. */
export async function demoStaffCode(deps: Deps): Promise<{ code: string; seconds: number } | undefined> {
  const member = await find(deps)
  if (!member?.totpSecret || member.state !== "active") return undefined
  return { code: codeAt(member.totpSecret, deps.now()), seconds: secondsLeft(deps.now()) }
}
