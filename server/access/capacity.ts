// Wilsbekwaam or wilsonbekwaam: staff decide and record it, never an import. Who holds a place then changes too, so both are
// one deed: nobody keeps reading on a form that was signed by who may not decide any more.
import type { Role } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import type { Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { holdPatient } from "./desk-version.ts"
import { afterCapacity } from "./grant-rules.ts"
import { GrantError, refusedGrant } from "./grant-error.ts"
import { endAndTell } from "./end-grants.ts"
import { logGrant } from "./grant-news.ts"
import { recordCapacity } from "./grants.ts"

export type CapacityChange = {
  seen: string
  isCapable: boolean
  /** Open grants that end with it. */
  end: string[]
  /** Contact persons who are named again, by who decides now. */
  confirm: { grantId: string; formDate: string; formReference: string }[]
}

/** @throws GrantError `grants-do-not-fit` when an open grant is neither ended nor confirmed where that is needed. */
export async function changeCapacity(
  deps: Deps,
  patientId: string,
  change: CapacityChange,
  actor: Actor,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, change.seen)
    await judgeOpenGrants(trx, deps, patientId, change)
    if (change.end.length > 0) {
      const ended = trx("grants").where({ patient_id: patientId }).whereIn("id", change.end)
      await endAndTell(deps, trx, ended, change.isCapable ? "capable" : "not capable", actor, "capacity")
    }
    for (const { grantId, formDate, formReference } of change.confirm) {
      await trx("grants")
        .where({ id: grantId })
        .update({ form_date: formDate, form_reference: formReference })
      await logGrant(deps, trx, "grant.confirm", "U", actor, {
        id: grantId,
        patientId,
        reason: formReference,
      })
    }
    await recordCapacity(deps, trx, patientId, change.isCapable, actor)
  })
}

async function judgeOpenGrants(
  trx: Db,
  deps: Deps,
  patientId: string,
  change: CapacityChange,
): Promise<void> {
  const open = (await trx("grants")
    .where({ patient_id: patientId })
    .whereNull("revoked_at")
    .select("id", "slot", "role")) as { id: string; slot: number; role: Role }[]
  const known = new Set(open.map(({ id }) => id))
  const named = [...change.end, ...change.confirm.map(({ grantId }) => grantId)]
  const isFree = (id: string) => change.end.includes(id)
  const confirmed = new Set(change.confirm.map(({ grantId }) => grantId))
  const fits = open.every((grant) => {
    const verdict = afterCapacity(change.isCapable, grant)
    if (verdict === "ends") return isFree(grant.id)
    return verdict === "stays" || isFree(grant.id) || confirmed.has(grant.id)
  })
  const isClear = new Set(named).size === named.length && named.every((id) => known.has(id))
  if (!fits || !isClear) throw new GrantError("End or confirm each open grant.", "grants-do-not-fit")
  const today = dateInAmsterdam(deps.now())
  if (change.confirm.some(({ formDate }) => formDate > today)) throw refusedGrant(["form-future"])
}
