import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"

export type GrantEntry = {
  id: string
  patient: string
  slot: number
  role: string
  email: string
  state: "waiting" | "claimed" | "locked" | "ended"
  sections: string
}
type Row = {
  id: string
  patient_id: string
  slot: number
  role: string
  email: Buffer
  account_id: string | null
  locked_at: string | null
  revoked_at: string | null
  sections: string
}

/** Every grant ever recorded, by patient and slot; an ended one keeps its place in the list. */
export async function listGrants(db: Db, sealing: Sealing): Promise<GrantEntry[]> {
  const rows = (await db("grants").orderBy(["patient_id", "slot", "created_at"])) as Row[]
  const keys = await sealing.keysFor(db, "patient", [...new Set(rows.map((row) => row.patient_id))])
  return rows.flatMap((row) => {
    const key = keys.get(row.patient_id)
    if (!key) return []
    return [
      {
        id: row.id,
        patient: row.patient_id,
        slot: row.slot,
        role: row.role,
        email: sealing.open(key, "grants.email", row.id, row.email),
        state: row.revoked_at
          ? ("ended" as const)
          : row.locked_at
            ? ("locked" as const)
            : row.account_id
              ? ("claimed" as const)
              : ("waiting" as const),
        sections: row.sections,
      },
    ]
  })
}
