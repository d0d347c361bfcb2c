// Everything that this browser keeps of the portal, whoever it is of: for a device that is shared. The server asks the browser
// for the same (Clear-Site-Data), but Safari before 17 does not listen, and without internet nobody asks.

/** A database that another tab holds open is waited for so long. */
const PATIENCE_MS = 3_000

type StorageBuckets = { keys(): Promise<string[]>; delete(name: string): Promise<void> }

/** @returns false when something may be left. */
export async function wipeStorage(): Promise<boolean> {
  const done = [
    await succeeds(() => {
      localStorage.clear()
      sessionStorage.clear()
      // Told to other tabs only: this page, too, shows itself as on a device that it never was on.
      window.dispatchEvent(new StorageEvent("storage", { key: null }))
    }),
    await succeeds(wipeBuckets),
    await succeeds(wipeDatabases),
    await succeeds(wipeProgram),
  ]
  return done.every(Boolean)
}

async function wipeBuckets() {
  const buckets = (navigator as { storageBuckets?: StorageBuckets }).storageBuckets
  for (const name of (await buckets?.keys()) ?? []) await buckets?.delete(name)
}

async function wipeDatabases() {
  for (const { name } of await indexedDB.databases()) if (name) await deleteDatabase(name)
}

const deleteDatabase = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new DOMException(name))
    setTimeout(() => reject(new DOMException(name, "TimeoutError")), PATIENCE_MS)
  })

async function wipeProgram() {
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
    await registration.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
}

async function succeeds(deed: () => unknown): Promise<boolean> {
  try {
    await deed()
    return true
  } catch {
    return false
  }
}
