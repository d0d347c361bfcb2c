// New terms are told in time: every active account gets one mail about each version that takes effect later.
import type { LegalText } from "#contract/organisation"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { startOfDay } from "../http/amsterdam.ts"
import { newTermsMail } from "../messages/mail-texts.ts"
import { announcedLegalTexts } from "./legal-texts.ts"
import { isFirstToTell, tellAccount } from "./tell-account.ts"

/** Short transactions: on SQLite everybody waits for them. */
const BATCH = 20

const purpose = "new-terms"
const aboutOf = ({ kind, version }: LegalText) => `${kind} ${version}`

/** Killed half-way it goes on at its next turn; what was committed is not mailed again. */
export async function announceTexts(deps: Deps): Promise<void> {
  for (const text of await announcedLegalTexts(deps.db, deps.now()))
    while (await deps.db.transaction((trx) => announceToSome(trx, deps, text)));
}

/** @returns whether there may be more. */
async function announceToSome(trx: Db, deps: Deps, announced: LegalText): Promise<boolean> {
  const now = deps.now()
  const about = aboutOf(announced)
  // Withdrawn since the list was made, or in force by now.
  const isStill = (await announcedLegalTexts(trx, now)).some((text) => aboutOf(text) === about)
  if (!isStill) return false
  const accounts = (await trx("accounts")
    .where({ state: "active" })
    .whereNotExists(
      trx("told_accounts")
        .where({ purpose, about })
        .whereRaw("told_accounts.account_id = accounts.id")
        .select("account_id"),
    )
    .limit(BATCH)
    .select("id")) as { id: string }[]
  for (const { id: accountId } of accounts) {
    if (!(await isFirstToTell(trx, { accountId, purpose, about, at: now }))) continue
    await tellAccount(trx, deps, {
      accountId,
      purpose,
      mail: (sender) => newTermsMail(sender, announced),
      giveUpAt: startOfDay(announced.effectiveOn),
    })
  }
  return accounts.length === BATCH
}

/** How many accounts were told. */
export async function countTold(db: Db, text: LegalText): Promise<number> {
  const row = (await db("told_accounts")
    .where({ purpose, about: aboutOf(text) })
    .count({ n: "*" })
    .first()) as { n: number | string }
  return Number(row.n)
}

/** How many accounts that are active now said yes to it. */
export async function countAccepted(db: Db, kind: LegalText["kind"], version: string): Promise<number> {
  const row = (await db("accepted_texts")
    .join("accounts", "accounts.id", "accepted_texts.account_id")
    .where({ "accounts.state": "active", kind, version })
    .count({ n: "*" })
    .first()) as { n: number | string }
  return Number(row.n)
}
