// Wakes the worker of this process as soon as a message is committed. Other servers find it by looking now and then.
import type { Database, Db } from "../../db/knex.ts"
import type { MessageKind } from "./outbox.queries.ts"

type Wake = (kind: MessageKind) => void
const listeners = new WeakMap<object, Set<Wake>>()
/** What a database and its transactions share. */
const sharedBy = (db: Db) => db.client.config as object

/** @returns how to stop listening. */
export function listenForMessages(db: Database, wake: Wake): () => void {
  const place = sharedBy(db)
  const known = listeners.get(place) ?? new Set()
  listeners.set(place, known.add(wake))
  return () => known.delete(wake)
}

/** Rings after the commit, so that nothing leaves whose row was rolled back. */
export function ringAfterCommit(db: Db, kind: MessageKind): void {
  const ring = () => listeners.get(sharedBy(db))?.forEach((wake) => wake(kind))
  if (!db.isTransaction) return ring()
  ;(db as { executionPromise?: Promise<unknown> }).executionPromise?.then(ring, () => {})
}
