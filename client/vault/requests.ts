// IndexedDB's events as promises. The idb package does it with more ways than the vault needs: 1.1 of its 8 kB.

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error as DOMException)
  })

export type StoreWork = (store: IDBObjectStore) => void

/** All of it on disk, or nothing of it. `work` starts its requests and waits for none. */
export async function transact(
  db: IDBDatabase,
  name: string,
  durability: IDBTransactionDurability,
  work: StoreWork,
): Promise<void> {
  const tx = db.transaction(name, "readwrite", { durability })
  const end = new Promise<void>((done, failed) => {
    tx.oncomplete = () => done()
    tx.onabort = () => failed(tx.error ?? new DOMException("the transaction was given up", "AbortError"))
  })
  try {
    work(tx.objectStore(name))
  } catch (error) {
    tx.abort()
    await end.catch(() => {})
    throw error
  }
  await end
}

export const readOne = (db: IDBDatabase, name: string, key: string): Promise<unknown> =>
  answerOf<unknown>(db.transaction(name).objectStore(name).get(key))
