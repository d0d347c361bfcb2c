// What a run knows of the resources that others refer to: clients, carers, places, relatives, lines of reports, and what
// a care plan names.
import { nameOf, type Target } from "../checking/references.ts"
import type { Known, KnownPatient } from "../mapping/projection.ts"
import { createCache } from "./cache.ts"
import type { Transaction } from "./transaction.ts"

export type Directory = {
  /** Asks the database once for all that is not known yet. */
  load(trx: Transaction, targets: Iterable<Target>): Promise<void>
  get(target: Target): Known | undefined
  /** The client that a record belongs to: the survivor when it was merged. */
  patient(target: Target): KnownPatient | undefined
  put(target: Target, known: Known): void
  forget(target: Target): void
  /** Forgets the lines of reports: their text stays in memory for one batch only. */
  endBatch(): void
  clear(): void
}

const KEPT = 20_000
/** Nothing else is ever looked up by another resource. */
const referable = new Set([
  "Patient",
  "Practitioner",
  "PractitionerRole",
  "Location",
  "RelatedPerson",
  "Observation",
  "Composition",
  "DocumentReference",
  "Goal",
  "CarePlan",
  "Appointment",
  "Binary",
])
/** Looked up anew in each batch: a line is care text, a file is large, and a report only has to exist. */
const brief = new Set(["Observation", "Composition", "DocumentReference", "Appointment", "Binary"])

export const isReferable = (type: string) => referable.has(type)

type Found = { target: Target; known: Known }

/** @param find what the database has of these; what is not there is left out. */
export function createDirectory(find: (trx: Transaction, targets: Target[]) => Promise<Found[]>): Directory {
  const kept = createCache<Known>(KEPT)
  const ofBatch = new Map<string, Known>()
  const storeFor = ({ type }: Target) => (brief.has(type) ? ofBatch : kept)
  const get = (target: Target) => storeFor(target).get(nameOf(target))

  return {
    get,
    async load(trx, targets) {
      const missing = new Map<string, Target>()
      for (const target of targets)
        if (referable.has(target.type) && !get(target)) missing.set(nameOf(target), target)
      if (missing.size === 0) return
      for (const { target, known } of await find(trx, [...missing.values()]))
        storeFor(target).set(nameOf(target), known)
    },
    patient(target) {
      const known = get(target)
      if (known?.detail?.kind !== "patient") return undefined
      return known.detail.survivor ?? { id: known.rowId, isVisible: known.isVisible }
    },
    put: (target, known) => void storeFor(target).set(nameOf(target), known),
    forget: (target) => void storeFor(target).delete(nameOf(target)),
    endBatch: () => ofBatch.clear(),
    clear() {
      kept.clear()
      ofBatch.clear()
    },
  }
}
