// Staff: who works at /beheer, what each role may do, logging in, inviting.
import * as v from "valibot"
import { NewPasskey, PasskeyProof } from "./staff-passkeys.ts"

export const staffRoles = ["accessDesk", "administrator", "auditor", "technical"] as const
export type StaffRole = (typeof staffRoles)[number]

/** Every deed at /beheer that not all staff may do. The one table of who may stands in server/admin/permissions.ts. */
export const permissions = [
  "members.read",
  "members.change",
  "patients.find",
  "grants.change",
  "tasks.handle",
  "log.read",
  "log.export",
  "usage.read",
  "organisation.change",
  "texts.change",
] as const
export type Permission = (typeof permissions)[number]

const email = v.pipe(v.string(), v.maxLength(320))
/** Longer than any accepted password, so that "too long" is answered in words. */
const password = v.pipe(v.string(), v.maxLength(1000))
const code = v.pipe(v.string(), v.maxLength(100))
const token = v.pipe(v.string(), v.maxLength(200))
const roles = v.pipe(v.array(v.picklist(staffRoles)), v.minLength(1), v.maxLength(staffRoles.length))

/** A second factor: the code of an app, or a passkey. */
const withProof = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.union([v.strictObject({ ...entries, code }), v.strictObject({ ...entries, passkey: PasskeyProof })])

/** POST /api/staff/login: one answer for a wrong address, password, code or passkey. */
export const StaffLoginInput = withProof({ email, password })
/** POST /api/staff/prove: 204; for a few minutes the holder of this session may change their passkeys. */
export const ProveInput = withProof({ password })

/** POST /api/staff/invitation/open answers an Invitation; it changes nothing. */
export const InvitationInput = v.strictObject({ token })
/** POST /api/staff/invitation: 200 with a StaffSelf and a session. */
export const AcceptInput = v.union([
  v.strictObject({ token, password, code }),
  v.strictObject({ token, password, passkey: NewPasskey }),
])

export type Invitation = {
  name: string
  email: string
  /** The least characters of the password, and whether it needs a capital. */
  passwordRule: { minimum: number; capital: boolean }
  /** For the app that makes the codes: its secret in groups of four, and as a picture: rows of ones and zeros. */
  secret: string
  uri: string
  picture: string[]
}

/** GET /api/staff/me. */
export type StaffSelf = {
  id: string
  name: string
  email: string
  roles: StaffRole[]
  permissions: Permission[]
  secondFactors: { app: boolean; passkey: boolean }
  /** After so long untouched the session is over. */
  idleMinutes: number
  /** Of the session, however it is used. */
  secondsLeft: number
}

/** POST /api/staff/password: 204; all other sessions end. */
export const StaffPasswordInput = withProof({ current: password, password })

/** POST /api/staff/members */
export const NewMemberInput = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  email,
  roles,
})
/** POST /api/staff/members/:memberId/roles. `seen`: what the page showed; other roles since → 409 changed-meanwhile. */
export const MemberRolesInput = v.strictObject({ roles, seen: roles })

export type StaffMember = {
  id: string
  name: string
  email: string
  roles: StaffRole[]
  state: "invited" | "active"
  /** Of the newest link, while invited. */
  linkExpiresAt: string | null
  lastLoginAt: string | null
  isSelf: boolean
}
/** GET /api/staff/members, and what each change answers. */
export type MemberList = { members: StaffMember[] }
