// Staff accounts as they are stored: names, addresses, hashes and secrets sealed under the system's key.
import type { StaffRole } from "#contract/staff"
import { isPostgres, type Db } from "../../db/knex.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

export type MemberState = "invited" | "active" | "ended"
export type Member = {
  id: string
  state: MemberState
  name: string
  email: string
  roles: StaffRole[]
  passwordHash: string | null
  totpSecret: string | null
  totpStep: number | null
  lastLoginAt: string | null
}
type Row = {
  id: string
  state: MemberState
  name: Buffer
  email: Buffer
  roles: string
  password: Buffer | null
  totp_secret: Buffer | null
  totp_step: number | null
  last_login_at: string | null
}

export async function findMember(
  db: Db,
  sealing: Sealing,
  key: DataKey,
  where: { id: string } | { email_index: string },
): Promise<Member | undefined> {
  const row = (await db("staff_members").where(where).whereNot({ state: "ended" }).first()) as Row | undefined
  return row && toMember(sealing, key, row)
}

export async function listMembers(db: Db, sealing: Sealing, key: DataKey): Promise<Member[]> {
  return (await listEveryMember(db, sealing, key)).filter(({ state }) => state !== "ended")
}

/** Also who does not work here any more: what they did stays in the log. */
export async function listEveryMember(db: Db, sealing: Sealing, key: DataKey): Promise<Member[]> {
  const rows = (await db("staff_members").orderBy("created_at")) as Row[]
  return rows.map((row) => toMember(sealing, key, row))
}

function toMember(sealing: Sealing, key: DataKey, row: Row): Member {
  const open = (column: string, sealed: Buffer) =>
    sealing.open(key, `staff_members.${column}`, row.id, sealed)
  return {
    id: row.id,
    state: row.state,
    name: open("name", row.name),
    email: open("email", row.email),
    roles: row.roles.split(",") as StaffRole[],
    passwordHash: row.password && open("password", row.password),
    totpSecret: row.totp_secret && open("totp_secret", row.totp_secret),
    totpStep: row.totp_step,
    lastLoginAt: row.last_login_at,
  }
}

/** Names of staff by id, ended ones too: who did something stays known. */
export async function namesOfStaff(
  db: Db,
  sealing: Sealing,
  key: DataKey,
  ids: string[],
): Promise<Map<string, string>> {
  const rows = (await db("staff_members").whereIn("id", ids).select("id", "name")) as Row[]
  return new Map(rows.map(({ id, name }) => [id, sealing.open(key, "staff_members.name", id, name)]))
}

export async function insertMember(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  member: {
    id: string
    name: string
    email: string
    emailIndex: string
    roles: StaffRole[]
    totpSecret: string
    createdAt: string
    createdBy: string
  },
): Promise<void> {
  const seal = (column: string, text: string) => sealing.seal(key, `staff_members.${column}`, member.id, text)
  await trx("staff_members").insert({
    id: member.id,
    state: "invited",
    name: seal("name", member.name),
    email: seal("email", member.email),
    email_index: member.emailIndex,
    roles: member.roles.join(","),
    totp_secret: seal("totp_secret", member.totpSecret),
    created_at: member.createdAt,
    created_by: member.createdBy,
  })
}

/** Without password and with another secret: only the newest link makes it usable again. */
export async function storeReset(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  id: string,
  totpSecret: string,
): Promise<void> {
  const sealed = sealing.seal(key, "staff_members.totp_secret", id, totpSecret)
  await trx("staff_members")
    .where({ id })
    .update({ state: "invited", password: null, totp_secret: sealed, totp_step: null })
}

export async function storePassword(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  id: string,
  hash: string,
): Promise<void> {
  const password = sealing.seal(key, "staff_members.password", id, hash)
  await trx("staff_members").where({ id }).update({ password, state: "active" })
}

/** Of who came in with a passkey. */
export async function forgetApp(trx: Db, id: string): Promise<void> {
  await trx("staff_members").where({ id }).update({ totp_secret: null, totp_step: null })
}

/** A code works once, also when it is sent twice at the same moment. @returns false when it was used. */
export async function spendTotp(trx: Db, id: string, step: number): Promise<boolean> {
  const rows = await trx("staff_members")
    .where({ id })
    .where((query) => void query.whereNull("totp_step").orWhere("totp_step", "<", step))
    .update({ totp_step: step })
  return rows === 1
}

export async function storeRoles(trx: Db, id: string, roles: StaffRole[]): Promise<void> {
  await trx("staff_members")
    .where({ id })
    .update({ roles: roles.join(",") })
}

export async function noteLogin(trx: Db, id: string, now: string): Promise<void> {
  await trx("staff_members").where({ id }).update({ last_login_at: now })
}

export async function markMemberEnded(trx: Db, id: string, now: string): Promise<void> {
  await trx("staff_members")
    .where({ id })
    .update({ state: "ended", ended_at: now, password: null, totp_secret: null })
}

/**
 * Holds every staff row until the transaction ends, always in the order of id: two administrators who remove each other
 * at once do so one after the other. There are few of them.
 */
export async function lockMembers(
  trx: Db,
): Promise<{ id: string; state: MemberState; roles: StaffRole[] }[]> {
  const query = trx("staff_members").whereNot({ state: "ended" }).orderBy("id")
  if (isPostgres(trx)) void query.forUpdate()
  const rows = (await query.select("id", "state", "roles")) as Pick<Row, "id" | "state" | "roles">[]
  return rows.map((row) => ({ ...row, roles: row.roles.split(",") as StaffRole[] }))
}
