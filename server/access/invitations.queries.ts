// Invitations: of each grant at most one is open, and what each of them still is follows from the grant and the clock.
import { isPostgres, type Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

export type InvitationState = "open" | "used" | "withdrawn" | "replaced" | "expired"
export type Invitation = {
  id: string
  grantId: string
  patientId: string
  email: string
  mobile: string
  emailIndex: string
  mobileIndex: string
  state: InvitationState
}

type Row = WrappedKey & {
  id: string
  grant_id: string
  patient_id: string
  email: Buffer
  mobile: Buffer
  email_index: string
  mobile_index: string
  expires_at: string
  used_at: string | null
  superseded_at: string | null
  cancelled_at: string | null
  ends_at: string | null
  revoked_at: string | null
  active_account: string | null
}

const open = { used_at: null, superseded_at: null, cancelled_at: null }

/** The invitation behind a mailed link, whatever became of it. One statement. */
export async function findInvitation(
  db: Db,
  sealing: Sealing,
  tokenHash: string,
  now: string,
): Promise<Invitation | undefined> {
  const row = (await db("invitations")
    .join("grants", "grants.id", "invitations.grant_id")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "grants.patient_id").andOnVal("data_keys.owner_kind", "patient")
    })
    .leftJoin("accounts", function () {
      this.on("accounts.email_index", "grants.email_index").andOnVal("accounts.state", "active")
    })
    .where("invitations.token_hash", tokenHash)
    .first(
      "invitations.id",
      "invitations.grant_id",
      "invitations.expires_at",
      "invitations.used_at",
      "invitations.superseded_at",
      "invitations.cancelled_at",
      "grants.patient_id",
      "grants.email",
      "grants.mobile",
      "grants.email_index",
      "grants.mobile_index",
      "grants.ends_at",
      "grants.revoked_at",
      "accounts.id as active_account",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )) as Row | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "patient", id: row.patient_id }, row)
  return {
    id: row.id,
    grantId: row.grant_id,
    patientId: row.patient_id,
    email: sealing.open(key, "grants.email", row.grant_id, row.email),
    mobile: sealing.open(key, "grants.mobile", row.grant_id, row.mobile),
    emailIndex: row.email_index,
    mobileIndex: row.mobile_index,
    state: stateOf(row, now),
  }
}

function stateOf(row: Row, now: string): InvitationState {
  if (row.used_at !== null || row.active_account !== null) return "used"
  const isGrantOver = row.revoked_at !== null || (row.ends_at !== null && row.ends_at <= now)
  if (isGrantOver || row.cancelled_at !== null) return "withdrawn"
  if (row.superseded_at !== null) return "replaced"
  return row.expires_at <= now ? "expired" : "open"
}

export type GrantToInvite = {
  id: string
  patientId: string
  accountId: string | null
  isOver: boolean
  email: string
  emailIndex: string
  mobileIndex: string
}

/** Holds the grant's row until the transaction ends: two invitations at once come one by one. */
export async function lockGrantToInvite(
  trx: Db,
  sealing: Sealing,
  id: string,
  now: Date,
): Promise<GrantToInvite | undefined> {
  const query = trx("grants").where({ id })
  if (isPostgres(trx)) void query.forUpdate()
  const row = (await query.first()) as
    | (Pick<
        Row,
        "id" | "patient_id" | "email" | "email_index" | "mobile_index" | "ends_at" | "revoked_at"
      > & { account_id: string | null })
    | undefined
  if (!row) return undefined
  const key = await sealing.keyFor(trx, { kind: "patient", id: row.patient_id }, now)
  return {
    id: row.id,
    patientId: row.patient_id,
    accountId: row.account_id,
    isOver: row.revoked_at !== null || (row.ends_at !== null && row.ends_at <= now.toISOString()),
    email: sealing.open(key, "grants.email", row.id, row.email),
    emailIndex: row.email_index,
    mobileIndex: row.mobile_index,
  }
}

/** When the open invitation of a grant was sent; undefined when there is none, or it is too old. */
export async function openInvitationOf(trx: Db, grantId: string, now: string): Promise<string | undefined> {
  const row = (await trx("invitations")
    .where({ grant_id: grantId, ...open })
    .where("expires_at", ">", now)
    .first("created_at")) as { created_at: string } | undefined
  return row?.created_at
}

export async function supersedeInvitations(trx: Db, grantId: string, now: string): Promise<void> {
  await trx("invitations")
    .where({ grant_id: grantId, ...open })
    .update({ superseded_at: now })
}

/** @returns false when there was none to cancel. */
export async function markCancelled(trx: Db, grantId: string, now: string): Promise<boolean> {
  return (
    (await trx("invitations")
      .where({ grant_id: grantId, ...open })
      .update({ cancelled_at: now })) > 0
  )
}

export async function insertInvitation(
  trx: Db,
  invitation: {
    id: string
    grantId: string
    tokenHash: string
    createdAt: string
    createdBy: string
    expiresAt: string
  },
): Promise<void> {
  await trx("invitations").insert({
    id: invitation.id,
    grant_id: invitation.grantId,
    token_hash: invitation.tokenHash,
    created_at: invitation.createdAt,
    created_by: invitation.createdBy,
    expires_at: invitation.expiresAt,
  })
}

const toAddress = (trx: Db, emailIndex: string) =>
  trx("invitations")
    .where(open)
    .whereIn("grant_id", trx("grants").where({ email_index: emailIndex }).select("id"))

/** Is there still a grant that this address is invited to? */
export async function isStillInvited(trx: Db, emailIndex: string, now: string): Promise<boolean> {
  const alive = trx("grants")
    .where({ email_index: emailIndex, revoked_at: null })
    .where((query) => void query.whereNull("ends_at").orWhere("ends_at", ">", now))
    .select("id")
  const row: unknown = await trx("invitations").where(open).whereIn("grant_id", alive).first("id")
  return row !== undefined
}

/** The address has its account: no link to it makes another one, ever. */
export async function markInvitationsUsed(trx: Db, emailIndex: string, now: string): Promise<void> {
  await toAddress(trx, emailIndex).update({ used_at: now })
}
