import type { Db } from "../../db/knex.ts"

export type NewCode = {
  challengeId: string
  hmac: string
  sentAt: string
  expiresAt: string
  maxTries: number
}

/** The first code of a challenge. @returns false when there is one already: somebody pressed twice. */
export async function insertFirstCode(trx: Db, code: NewCode): Promise<boolean> {
  const rows = (await trx("security_codes")
    .insert(toRow(code))
    .onConflict("challenge_id")
    .ignore()
    .returning("challenge_id")) as unknown[]
  return rows.length === 1
}

/** A resend: the older code of the challenge is gone, its tries with it. */
export async function overwriteCode(trx: Db, code: NewCode): Promise<void> {
  const { challenge_id, ...rest } = toRow(code)
  await trx("security_codes")
    .where({ challenge_id })
    .update({ ...rest, tries: 0, used_at: null })
}

const toRow = ({ challengeId, hmac, sentAt, expiresAt, maxTries }: NewCode) => ({
  challenge_id: challengeId,
  code_hmac: hmac,
  sent_at: sentAt,
  expires_at: expiresAt,
  max_tries: maxTries,
})

/** Only the newest SMS of a person works: a code that waits in another browser ends now. */
export async function expireOtherCodes(
  trx: Db,
  accountId: string,
  challengeId: string,
  now: string,
): Promise<void> {
  await trx("security_codes")
    .whereIn("challenge_id", trx("challenges").where({ account_id: accountId, ended_at: null }).select("id"))
    .whereNot({ challenge_id: challengeId })
    .where("expires_at", ">", now)
    .whereNull("used_at")
    .update({ expires_at: now })
}

export type CountedCode = { hmac: string; expiresAt: string; usedAt: null; tries: number; maxTries: number }

/** Counts a try before anything is compared. @returns the code when there was a try left, of an unused, fresh code. */
export async function countTry(db: Db, challengeId: string, now: string): Promise<CountedCode | undefined> {
  const [row] = (await db("security_codes")
    .where({ challenge_id: challengeId, used_at: null })
    .where("expires_at", ">", now)
    .whereRaw("tries < max_tries")
    .update({ tries: db.raw("tries + 1") })
    .returning(["code_hmac", "expires_at", "tries", "max_tries"])) as {
    code_hmac: string
    expires_at: string
    tries: number
    max_tries: number
  }[]
  if (!row) return undefined
  return {
    hmac: row.code_hmac,
    expiresAt: row.expires_at,
    usedAt: null,
    tries: row.tries,
    maxTries: row.max_tries,
  }
}

/** Spends the code that was compared, once. @returns false when it was spent or replaced in the meantime. */
export async function spendCode(trx: Db, challengeId: string, hmac: string, now: string): Promise<boolean> {
  const rows = await trx("security_codes")
    .where({ challenge_id: challengeId, code_hmac: hmac, used_at: null })
    .where("expires_at", ">", now)
    .update({ used_at: now })
  return rows === 1
}
