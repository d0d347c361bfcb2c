// The directory: one clear row for each vault on this device. Every write is on disk before it counts.
import { LIST_NAME } from "./may-have-vaults.ts"
import { openDatabase } from "./places.ts"
import { answerOf, readOne, transact, type StoreWork } from "./requests.ts"
import type { VaultRow } from "./types.ts"

const VAULTS = "vaults"

let opened: Promise<IDBDatabase> | undefined

const open = () =>
  (opened ??= openDatabase(indexedDB, LIST_NAME, (db) =>
    db.createObjectStore(VAULTS, { keyPath: "id" }),
  ).catch((error: unknown) => {
    opened = undefined
    throw error
  }))

/** A connection that was lost in the background is opened again, once; one that never came is not waited for twice. */
async function inDirectory<T>(work: (db: IDBDatabase) => Promise<T>): Promise<T> {
  const opening = open()
  const db = await opening
  try {
    return await work(db)
  } catch {
    db.close()
    if (opened === opening) opened = undefined
    return await work(await open())
  }
}

const write = (work: StoreWork) => inDirectory((db) => transact(db, VAULTS, "strict", work))

/** Whatever stands there, also what no version of ours wrote. */
export const listRows = (): Promise<unknown[]> =>
  inDirectory((db) => answerOf(db.transaction(VAULTS).objectStore(VAULTS).getAll()))

export async function findRow(id: string): Promise<VaultRow | null> {
  const row = await inDirectory((db) => readOne(db, VAULTS, id))
  return isRow(row) ? row : null
}

export const putRow = (row: VaultRow): Promise<void> => write((rows) => rows.put(row))

export const removeRow = (id: IDBValidKey): Promise<void> => write((rows) => rows.delete(id))

/** Read and written in one transaction; answers the row as it is now, null when there is none. */
export async function changeRow(id: string, edit: (row: VaultRow) => VaultRow): Promise<VaultRow | null> {
  let changed: VaultRow | null = null
  await write((rows) => {
    const request = rows.get(id)
    request.onsuccess = () => {
      const row: unknown = request.result
      changed = isRow(row) ? edit(row) : null
      if (changed) rows.put(changed)
    }
  })
  return changed
}

export function isRow(value: unknown): value is VaultRow {
  const row = value as VaultRow | null | undefined
  return (
    typeof row?.id === "string" &&
    typeof row.accountTag === "string" &&
    typeof row.label === "string" &&
    isPlace(row.place) &&
    (row.leftover === null || isPlace(row.leftover)) &&
    typeof row.tries === "number" &&
    typeof row.wipeAfter === "string"
  )
}

const isPlace = (place: VaultRow["place"] | undefined) =>
  (place?.kind === "bucket" || place?.kind === "database") && typeof place.name === "string"
