import type { RepresentationBasis, Role } from "#contract/access"
import type { Db } from "../../db/knex.ts"

export type GrantRow = {
  id: string
  account_id: string | null
  relative_id: string | null
  role: Role
  basis: RepresentationBasis | null
  starts_at: string
  ends_at: string | null
  revoked_at: string | null
  kinship: string | null
}

/** Every grant at this client, by place; ended ones the newest first. */
export async function listGrantsAt(db: Db, patientId: string): Promise<GrantRow[]> {
  return (await db("grants")
    .leftJoin("relatives", function () {
      this.on("relatives.id", "grants.relative_id").andOn("relatives.patient_id", "grants.patient_id")
    })
    .where({ "grants.patient_id": patientId })
    .orderBy([{ column: "grants.slot" }, { column: "grants.created_at", order: "desc" }])
    .select("grants.*", "relatives.kinship")) as GrantRow[]
}
