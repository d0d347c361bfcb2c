import type { LoginDone } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { listOwedTexts } from "../session/owed-texts.queries.ts"

/** Who owes a yes to the terms or the privacy statement gives that first. */
export async function afterBsnStep(trx: Db, accountId: string, now: Date): Promise<LoginDone["next"]> {
  return (await listOwedTexts(trx, accountId, dateInAmsterdam(now))).length > 0 ? "terms" : "open"
}
