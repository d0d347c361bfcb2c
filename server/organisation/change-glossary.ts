// The organisation's own explanations of words: the pages of Beheer and the command line change them here.
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { forgetUnknown, putTerm, removeTerm } from "./glossary.queries.ts"

/** What readers asked about it is answered. @returns false when there are as many words as there may be. */
export async function explainWord(
  deps: Deps,
  term: { word: string; text: string },
  { actor, by }: { actor: Actor; by: string },
): Promise<boolean> {
  return deps.db.transaction(async (trx) => {
    if (!(await putTerm(trx, term, by, deps.now()))) return false
    await forgetUnknown(trx, deps.sealing, term.word)
    await log(deps, trx, actor)
    return true
  })
}

/** @returns false when it is no word of the organisation's own. */
export async function removeWord(deps: Deps, word: string, actor: Actor): Promise<boolean> {
  return deps.db.transaction(async (trx) => {
    const isThere = await removeTerm(trx, word)
    if (isThere) await log(deps, trx, actor)
    return isThere
  })
}

const log = (deps: Deps, trx: Db, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "organisation.change",
    action: "U",
    actor,
    objectKind: "glossary",
  })
