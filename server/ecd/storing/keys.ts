// The data keys of a run: asked for once per client, bounded, so that an import of any size takes the same memory.
import { systemOwner, type DataKey, type Sealing } from "../../sealing/sealing.ts"
import { createCache } from "./cache.ts"
import type { Transaction } from "./transaction.ts"

export type Keys = {
  readonly system: DataKey
  load(trx: Transaction, patientIds: Iterable<string>): Promise<void>
  /** A new client's key. */
  make(trx: Transaction, patientId: string, now: Date): Promise<void>
  /** @param patientId null: the system's. @throws when it was not loaded. */
  get(patientId: string | null): DataKey
  clear(): void
}

const KEPT = 5000

export function createKeys(sealing: Sealing, system: DataKey): Keys {
  const cache = createCache<DataKey>(KEPT)
  return {
    system,
    async load(trx, patientIds) {
      const missing = [...new Set(patientIds)].filter((id) => !cache.get(id))
      if (missing.length === 0) return
      for (const [id, key] of await sealing.keysFor(trx, "patient", missing)) cache.set(id, key)
    },
    async make(trx, patientId, now) {
      cache.set(patientId, await sealing.keyFor(trx, { kind: "patient", id: patientId }, now))
    },
    get(patientId) {
      if (patientId === null) return system
      const key = cache.get(patientId)
      if (!key) throw new Error("a data key is missing")
      return key
    },
    clear: () => cache.clear(),
  }
}

export const ownerOf = (patientId: string | null) =>
  patientId === null ? systemOwner : ({ kind: "patient", id: patientId } as const)
