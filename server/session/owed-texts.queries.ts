// Which versions of the terms and the privacy statement are in force, and which of them an account has not accepted.
import type { Knex } from "knex"
import type { Db } from "../../db/knex.ts"

/** `t` is in force on a day: begun, never withdrawn, and no later one of its kind has begun. Binds the day twice. */
const inForce = `t.withdrawn_at IS NULL AND t.effective_on <= ? AND NOT EXISTS (
  SELECT 1 FROM legal_texts n WHERE n.kind = t.kind AND n.withdrawn_at IS NULL AND n.effective_on <= ?
    AND (n.effective_on, n.created_at, n.version) > (t.effective_on, t.created_at, t.version))`
const notAccepted = (account: string) => `NOT EXISTS (
  SELECT 1 FROM accepted_texts a WHERE a.account_id = ${account} AND a.kind = t.kind AND a.version = t.version)`

/** A column for a query that has `accounts`: does the account owe a yes? */
export const owesTexts = (db: Db, today: string): Knex.Raw =>
  db.raw(
    `EXISTS (SELECT 1 FROM legal_texts t WHERE ${inForce} AND ${notAccepted("accounts.id")}) AS owes_texts`,
    [today, today],
  )

export type OwedText = {
  kind: "privacyStatement" | "termsOfUse"
  version: string
  effective_on: string
  summary: string
  body: string
  is_change: boolean | number
}

/** Terms of use first. */
export async function listOwedTexts(db: Db, accountId: string, today: string): Promise<OwedText[]> {
  return (await db("legal_texts as t")
    .whereRaw(inForce, [today, today])
    .whereRaw(notAccepted("?"), [accountId])
    .orderBy("t.kind", "desc")
    .select(
      "t.kind",
      "t.version",
      "t.effective_on",
      "t.summary",
      "t.body",
      db.raw(
        "EXISTS (SELECT 1 FROM accepted_texts b WHERE b.account_id = ? AND b.kind = t.kind) AS is_change",
        [accountId],
      ),
    )) as OwedText[]
}
