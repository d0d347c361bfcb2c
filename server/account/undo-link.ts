import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { insertLink } from "./links.queries.ts"

const UNDO_HOURS = 72

/** @returns the address to mail: its token stands in the fragment, which reaches no server log and no Referer. */
export async function makeUndoLink(
  trx: Db,
  deps: Deps,
  accountId: string,
  changeId: string,
): Promise<{ link: string; expiresAt: Date }> {
  const now = deps.now()
  const token = newToken(deps.random)
  const expiresAt = new Date(now.getTime() + UNDO_HOURS * 3_600_000)
  await insertLink(trx, {
    accountId,
    changeId,
    purpose: "undo",
    tokenHash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  })
  return { link: `${deps.config.origin}/ongedaan-maken#${token}`, expiresAt }
}
