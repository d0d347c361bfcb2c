import type { StaffRole } from "#contract/staff"
import type { Db } from "../../db/knex.ts"

export type StaffSessionRow = {
  id: string
  staff_id: string
  token_hash: string
  last_used_at: string
  expires_at: string
  means: string
  proven_at: string | null
  roles: StaffRole[]
}

/** A session that may be used now, of a staff member who still works here. One statement. */
export async function findStaffSession(
  db: Db,
  tokenHash: string,
  now: string,
  idleSince: string,
): Promise<StaffSessionRow | undefined> {
  const row = (await db("staff_sessions")
    .join("staff_members", "staff_members.id", "staff_sessions.staff_id")
    .where({
      "staff_sessions.token_hash": tokenHash,
      "staff_sessions.ended_at": null,
      "staff_members.state": "active",
    })
    .where("staff_sessions.expires_at", ">", now)
    .where("staff_sessions.last_used_at", ">", idleSince)
    .first(
      "staff_sessions.id",
      "staff_sessions.staff_id",
      "staff_sessions.token_hash",
      "staff_sessions.last_used_at",
      "staff_sessions.expires_at",
      "staff_sessions.means",
      "staff_sessions.proven_at",
      "staff_members.roles",
    )) as (Omit<StaffSessionRow, "roles"> & { roles: string }) | undefined
  return row && { ...row, roles: row.roles.split(",") as StaffRole[] }
}

export async function touchStaffSession(db: Db, id: string, now: string): Promise<void> {
  await db("staff_sessions").where({ id, ended_at: null }).update({ last_used_at: now })
}

export async function insertStaffSession(
  trx: Db,
  session: {
    id: string
    staffId: string
    tokenHash: string
    createdAt: string
    expiresAt: string
    means: string
    browser: string
    device: string
  },
): Promise<void> {
  await trx("staff_sessions").insert({
    id: session.id,
    staff_id: session.staffId,
    token_hash: session.tokenHash,
    created_at: session.createdAt,
    last_used_at: session.createdAt,
    expires_at: session.expiresAt,
    means: session.means,
    proven_at: session.createdAt,
    browser: session.browser,
    device: session.device,
  })
}

/** Its holder showed again who they are. */
export async function noteProof(trx: Db, id: string, now: string): Promise<void> {
  await trx("staff_sessions").where({ id }).update({ proven_at: now })
}

/** @returns the ids of those that had not ended, of one member or with one token. */
export async function listUnendedStaff(
  trx: Db,
  which: { staff_id: string } | { token_hash: string },
): Promise<string[]> {
  const rows = (await trx("staff_sessions")
    .where({ ...which, ended_at: null })
    .select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

/** @returns false when it had ended already. */
export async function markStaffSessionEnded(
  trx: Db,
  id: string,
  reason: string,
  now: string,
): Promise<boolean> {
  return (
    (await trx("staff_sessions")
      .where({ id, ended_at: null })
      .update({ ended_at: now, end_reason: reason })) === 1
  )
}
