// "Bericht bij iets nieuws": what an account chose.
import { defaultNews, type NewsFrequency } from "#contract/account"
import type { Db } from "../../db/knex.ts"

export async function findNewsChoice(db: Db, accountId: string): Promise<NewsFrequency> {
  const row = (await db("news_settings").where({ account_id: accountId }).first("frequency")) as
    { frequency: NewsFrequency | null } | undefined
  return row?.frequency ?? defaultNews
}

export async function storeNewsChoice(
  trx: Db,
  accountId: string,
  frequency: NewsFrequency,
  now: Date,
): Promise<void> {
  const change = { frequency, changed_at: now.toISOString() }
  await trx("news_settings")
    .insert({ account_id: accountId, ...change })
    .onConflict("account_id")
    .merge(change)
}
