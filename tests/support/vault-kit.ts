// Runs in the page: the vault itself, and the hands of somebody who can read and write the disk.
import { deletePlace, existingPlaces, openPlace, ROWS } from "../../client/vault/places.ts"
import { findRow, listRows, putRow } from "../../client/vault/rows.ts"
import { answerOf, transact } from "../../client/vault/requests.ts"
import type { OpenVault, RecordToSave, VaultRow } from "../../client/vault/types.ts"
import type { VaultGrant, VaultTicket, VaultVerdict } from "#contract/vault"
import {
  createVault,
  listVaults,
  onWiped,
  relabel,
  unlockVault,
  wipeVault,
} from "../../client/vault/vault.ts"

export {
  createVault,
  deletePlace,
  existingPlaces,
  findRow,
  listRows,
  listVaults,
  onWiped,
  putRow,
  relabel,
  unlockVault,
  wipeVault,
}

export const password = "vier paarse olifanten"
export const now = new Date("2026-11-22T13:00:00.000Z")
export const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
export const days = (count: number) => later(count * 24 * 60)
export const mother = "7f8a2c1e-0000-4000-8000-000000000001"
export const father = "7f8a2c1e-0000-4000-8000-000000000002"

export const ticket = (at = now): VaultTicket => ({
  ticket: "t".repeat(43),
  now: at.toISOString(),
  leaseUntil: new Date(at.getTime() + 7 * 86_400_000).toISOString(),
})
export const grant = (patientId: string, endsAt: string | null = null): VaultGrant => ({
  patientId,
  sections: ["reports", "agenda"],
  endsAt,
})
export const grants = [grant(mother), grant(father)]

export const verdict = (change: Partial<Extract<VaultVerdict, { verdict: "open" }>> = {}) => ({
  ...{ verdict: "open" as const, vault: "", now: now.toISOString(), leaseUntil: ticket().leaseUntil },
  ...{ grants, gone: [], changed: [], misfiled: [] },
  ...change,
})

export function report(id: string, text = `Mevrouw sliep goed. ${id}`, patientId = mother): RecordToSave {
  const items = [{ kind: "report" as const, patientId, id, etag: "e1" }]
  return { type: "report", patientId, section: "reports", id, value: { text }, items }
}
export const reports = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => report(`r${from + n}`, undefined, n % 2 ? father : mother))
export const textOf = (saved: { value: unknown } | null) =>
  saved === null ? null : (saved.value as { text: string }).text

export async function create(accountTag = "tag-anneke", at = now): Promise<OpenVault> {
  const id = crypto.randomUUID()
  const vault = await createVault({
    id,
    accountTag,
    label: "AV",
    password,
    ticket: ticket(at),
    grants,
    now: at,
  })
  if (!vault) throw new Error("storage refused")
  return vault
}

export async function reopen(id: string, at = now): Promise<OpenVault> {
  const unlocked = await unlockVault(id, password, at, "just-proven")
  if (unlocked.kind !== "open") throw new Error(`not open but ${unlocked.kind}`)
  return unlocked.vault
}

export type Raw = { iv: Uint8Array; ct: Uint8Array }

async function place(id: string): Promise<IDBDatabase> {
  const db = await openPlace(((await findRow(id)) as VaultRow).place)
  if (!db) throw new Error("no such place")
  return db
}

export async function rawRows(id: string): Promise<Map<string, Raw>> {
  const db = await place(id)
  const store = db.transaction(ROWS).objectStore(ROWS)
  const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())])
  db.close()
  return new Map(keys.map((key, n) => [key as string, values[n] as Raw]))
}

export async function writeRaw(id: string, rows: Iterable<[string, unknown]>): Promise<void> {
  const db = await place(id)
  await transact(db, ROWS, "relaxed", (store) => {
    for (const [key, value] of rows) store.put(value, key)
  })
  db.close()
}

/** The rows that are records. */
export const recordRows = async (id: string) =>
  [...(await rawRows(id))].filter(([key]) => key !== "header" && key !== "manifest")

/** After so many more writes nothing reaches the disk, as if the app had been killed there. */
export function killAfter(writes: number): { isReached(): boolean } {
  let left = writes
  const step = () => {
    if (left-- <= 0) throw new DOMException("killed", "AbortError")
  }
  const before = <T extends object>(target: T, name: keyof T, counts: (args: unknown[]) => boolean) => {
    const original = target[name] as (...args: unknown[]) => unknown
    target[name] = function (this: T, ...args: unknown[]) {
      if (counts(args)) step()
      return original.apply(this, args)
    } as T[keyof T]
  }
  before(IDBDatabase.prototype, "transaction", ([, mode]) => mode === "readwrite")
  before(IDBFactory.prototype, "deleteDatabase", () => true)
  const { storageBuckets } = navigator as {
    storageBuckets?: { constructor: { prototype: Record<string, unknown> } }
  }
  if (storageBuckets) {
    before(storageBuckets.constructor.prototype, "open", () => true)
    before(storageBuckets.constructor.prototype, "delete", () => true)
  }
  return { isReached: () => left < 0 }
}
