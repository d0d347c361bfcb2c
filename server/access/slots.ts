// The places at a client: two, and more by staff's decision.
import type { Deps } from "../deps.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { holdPatient } from "./desk-version.ts"
import { GrantError, noPatient } from "./grant-error.ts"

/** One place more than two: staff's decision, with a reason. @returns the number of the place. */
export async function addSlot(
  deps: Deps,
  { patientId, seen, reason }: { patientId: string; seen: string; reason: string },
  actor: Actor,
  by: string,
): Promise<number> {
  return deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const slots = (await trx("patient_slots").where({ patient_id: patientId }).select("slot")) as {
      slot: number
    }[]
    if (slots.length === 0) throw noPatient(patientId)
    const { accountsPerPatient: atMost } = await readOrganisation(trx)
    if (slots.length >= atMost)
      throw new GrantError(`Patient ${patientId} has ${atMost} slots already.`, "slots-full")
    const slot = Math.max(...slots.map((one) => one.slot)) + 1
    const created = { created_at: deps.now().toISOString(), created_by: by }
    await trx("patient_slots").insert({ patient_id: patientId, slot, reason, ...created })
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "slot.add",
      action: "C",
      reason: `place ${slot}`,
      actor,
      patientId,
      objectKind: "slot",
      objectId: String(slot),
    })
    return slot
  })
}
