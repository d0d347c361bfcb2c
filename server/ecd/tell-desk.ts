// After a run: what staff must look at, because data could not be read, contradict each other, or a client whose record
// somebody reads goes on as another one.
import type { Knex } from "knex"
import { raiseTask, settleTasks } from "../access/staff-tasks.queries.ts"
import { conflictCodes } from "./refusal.ts"
import type { Run } from "./storing/run.ts"

export async function tellDesk(run: Run): Promise<void> {
  if (run.isDryRun) return
  const now = run.deps.now()
  await run.deps.db.transaction(async (trx) => {
    const open = (codes: (query: Knex.QueryBuilder) => void) =>
      trx("quarantined_items")
        .where({ source_id: run.source.id })
        .whereNull("resolved_at")
        .modify(codes)
        .first("id") as Promise<{ id: string } | undefined>
    for (const [kind, isOpen] of [
      ["ecd-conflict", await open((query) => void query.whereIn("code", conflictCodes))],
      ["ecd-quarantine", await open((query) => void query.whereNotIn("code", conflictCodes))],
    ] as const)
      if (isOpen) await raiseTask(trx, { kind, objectId: run.source.id }, now)
      else await settleTasks(trx, { kinds: [kind], objectId: run.source.id }, "system", now)
    const merged = (await trx("patients")
      .whereNotNull("merged_into")
      .whereExists(
        trx("grants").whereRaw("grants.patient_id = patients.id").whereNull("revoked_at").select("id"),
      )
      .select("id")) as { id: string }[]
    for (const { id } of merged)
      await raiseTask(trx, { kind: "patient-merged", objectId: id, patientId: id }, now)
  })
}
