// Passkeys of staff, and the challenges that they answer.
import type { Db } from "../../db/knex.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

export type StoredPasskey = {
  id: string
  staffId: string
  credentialId: string
  publicKey: Buffer
  counter: number
  transports: string[]
}
type Row = {
  id: string
  staff_id: string
  credential_id: string
  public_key: Buffer
  /** A string on PostgreSQL. */
  counter: number | string
  transports: string
  name: Buffer
  created_at: string
  last_used_at: string | null
}

export async function findPasskey(db: Db, credentialId: string): Promise<StoredPasskey | undefined> {
  const row = (await db("staff_passkeys").where({ credential_id: credentialId }).first()) as Row | undefined
  return row && toStored(row)
}

export async function listPasskeys(db: Db, staffId: string): Promise<StoredPasskey[]> {
  const rows = (await db("staff_passkeys").where({ staff_id: staffId })) as Row[]
  return rows.map(toStored)
}

const toStored = (row: Row): StoredPasskey => ({
  id: row.id,
  staffId: row.staff_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  transports: row.transports ? row.transports.split(",") : [],
})

/** By name and time, for their owner. */
export async function describePasskeys(db: Db, sealing: Sealing, key: DataKey, staffId: string) {
  const rows = (await db("staff_passkeys").where({ staff_id: staffId }).orderBy("created_at")) as Row[]
  return rows.map((row) => ({
    id: row.id,
    name: sealing.open(key, "staff_passkeys.name", row.id, row.name),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

export async function insertPasskey(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  passkey: StoredPasskey & { name: string; createdAt: string },
): Promise<void> {
  const { id } = passkey
  await trx("staff_passkeys").insert({
    id,
    staff_id: passkey.staffId,
    credential_id: passkey.credentialId,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: passkey.transports.join(","),
    name: sealing.seal(key, "staff_passkeys.name", id, passkey.name),
    created_at: passkey.createdAt,
  })
}

/** @returns false when it was removed, or used by another request, since it was read. */
export async function noteUse(trx: Db, seen: StoredPasskey, counter: number, now: string): Promise<boolean> {
  const { id, staffId: staff_id } = seen
  const rows = await trx("staff_passkeys")
    .where({ id, staff_id, counter: seen.counter })
    .update({ counter, last_used_at: now })
  return rows === 1
}

export async function deletePasskey(trx: Db, staffId: string, id: string): Promise<boolean> {
  return (await trx("staff_passkeys").where({ id, staff_id: staffId }).delete()) === 1
}

export async function deletePasskeysOf(trx: Db, staffId: string): Promise<void> {
  await trx("staff_passkeys").where({ staff_id: staffId }).delete()
}

export type ChallengeOf =
  { purpose: "login"; staffId: null } | { purpose: "enrol" | "invitation"; staffId: string }

export async function insertChallenge(
  trx: Db,
  challenge: ChallengeOf & { tokenHash: string; challenge: string; now: string; expiresAt: string },
): Promise<void> {
  await trx("staff_challenges").where("expires_at", "<=", challenge.now).delete()
  await trx("staff_challenges").insert({
    token_hash: challenge.tokenHash,
    challenge: challenge.challenge,
    purpose: challenge.purpose,
    staff_id: challenge.staffId,
    expires_at: challenge.expiresAt,
  })
}

/** Whatever is then done with it: it is asked once. @returns undefined when it was spent, too old or for something else. */
export async function spendChallenge(
  trx: Db,
  of: ChallengeOf & { tokenHash: string; now: string },
): Promise<string | undefined> {
  const which = { token_hash: of.tokenHash, purpose: of.purpose, staff_id: of.staffId }
  const row = (await trx("staff_challenges")
    .where(which)
    .where("expires_at", ">", of.now)
    .first("challenge")) as { challenge: string } | undefined
  const isOurs = row !== undefined && (await trx("staff_challenges").where(which).delete()) === 1
  return isOurs ? row.challenge : undefined
}
