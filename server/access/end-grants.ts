// Ending access: one grant, or all that fit; each with its row in the log, and its reader told.
import type { Knex } from "knex"
import type { EndGround } from "#contract/desk"
import { isPostgres, type Db } from "../../db/knex.ts"
import type { Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { accessEndedMail } from "../messages/mail-texts.ts"
import { holdPatient } from "./desk-version.ts"
import { noGrant } from "./grant-error.ts"
import { logGrant, tellReader } from "./grant-news.ts"
import { samePerson, type PersonOfGrant } from "./same-person.queries.ts"
import { settleTasks } from "./staff-tasks.queries.ts"

/** Ends what is still open of these grants, each with its own row in the log. @returns how many. */
export async function endGrants(
  deps: Deps,
  trx: Db,
  which: Knex.QueryBuilder,
  reason: string,
  actor: Actor,
  ground: EndGround | "capacity" | null = null,
): Promise<number> {
  const now = deps.now().toISOString()
  const end = { revoked_at: now, revoked_reason: reason.slice(0, 400), revoked_ground: ground }
  const ended = (await trx("grants")
    .whereIn("id", await holdOpen(trx, which))
    .update(end, ["id", "patient_id"])) as { id: string; patient_id: string }[]
  const by = actor.kind === "staff" ? (actor.id ?? "system") : "system"
  for (const { id, patient_id: patientId } of ended) {
    await logGrant(deps, trx, "grant.end", "U", actor, { id, patientId, reason: ground ?? reason })
    await settleTasks(trx, { kinds: ["wrong-record"], objectId: id }, by, deps.now())
  }
  return ended.length
}

/** Always in the order of id: two desks that end all of one person's grants do so one after the other. */
async function holdOpen(trx: Db, which: Knex.QueryBuilder): Promise<string[]> {
  const open = which.whereNull("revoked_at").orderBy("id")
  if (isPostgres(trx)) void open.forUpdate()
  return ((await open.select("id")) as { id: string }[]).map(({ id }) => id)
}

/**
 * Ends a grant now, and tells its reader. @param reason for the log; the reader hears the ground only.
 * @throws GrantError when there is none to end.
 */
export async function endGrant(
  deps: Deps,
  id: string,
  reason: string,
  actor: Actor,
  ground?: EndGround,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const ended = await endAndTell(deps, trx, trx("grants").where({ id }), reason, actor, ground)
    if (ended !== 1) throw noGrant(id)
  })
}

/** As endGrants; each reader hears of it once, and only the grounds that the terms of use name. */
export async function endAndTell(
  deps: Deps,
  trx: Db,
  which: Knex.QueryBuilder,
  reason: string,
  actor: Actor,
  ground: EndGround | "capacity" | null = null,
): Promise<number> {
  const accounts = new Set(await accountsOf(which.clone().whereNull("revoked_at")))
  const ended = await endGrants(deps, trx, which, reason, actor, ground)
  for (const accountId of accounts)
    await tellReader(trx, deps, accountId, "access-ended", (sender) => accessEndedMail(sender, ground))
  return ended
}

export type GrantOfPatient = { patientId: string; id: string }
export type GrantEnd = { seen: string; ground: EndGround; reason: string; scope: "patient" | "person" }

/**
 * Ends a grant from its patient's page: with "person" every grant of that person, at all patients, as a notice can ask and
 * a breach of the terms brings. @returns how many ended. @throws GrantError `grant-ended`, Failure `changed-meanwhile`.
 */
export async function endGrantOf(
  deps: Deps,
  { patientId, id }: GrantOfPatient,
  { seen, ground, reason, scope }: GrantEnd,
  actor: Actor,
): Promise<number> {
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const grant = (await trx("grants")
      .where({ id, patient_id: patientId, revoked_at: null })
      .first("account_id", "email_index", "mobile_index")) as PersonOfGrant | undefined
    if (!grant) throw noGrant(id)
    const which = scope === "person" ? samePerson(trx, grant) : trx("grants").where({ id })
    return endAndTell(deps, trx, which, reason, actor, ground)
  })
}

async function accountsOf(which: Knex.QueryBuilder): Promise<string[]> {
  const rows = (await which.select("account_id")) as { account_id: string | null }[]
  return rows.flatMap((row) => row.account_id ?? [])
}
