// Everything that this browser keeps of the portal, whoever it is of: for a device that is shared. The server asks the browser
// for the same (Clear-Site-Data), but Safari before 17 does not listen, and without internet nobody asks.

/** A database that another tab holds open is waited for so long. */
const PATIENCE_MS = 3_000
/** Chromium that clears at the server's word at this moment may leave a question unanswered for ever: it is asked again. */
const ANSWER_MS = 1_000
const QUESTIONS = 3

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
  if (!buckets) return
  for (const name of await answerTo(() => buckets.keys())) await inTime(buckets.delete(name), PATIENCE_MS)
}

async function wipeDatabases() {
  for (const { name } of await answerTo(() => indexedDB.databases()))
    if (name) await inTime(deleteDatabase(name), PATIENCE_MS)
}

const deleteDatabase = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new DOMException(name))
  })

async function wipeProgram() {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  for (const registration of workers ? await answerTo(() => workers.getRegistrations()) : [])
    await inTime(registration.unregister(), PATIENCE_MS)
  for (const name of await answerTo(() => caches.keys())) await inTime(caches.delete(name), PATIENCE_MS)
}

async function answerTo<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await inTime(question(), ANSWER_MS)
    } catch (error) {
      if (asked === QUESTIONS) throw error
    }
  }
}

const inTime = <Answer>(deed: Promise<Answer>, milliseconds: number) =>
  new Promise<Answer>((resolve, reject) => {
    deed.then(resolve, reject)
    setTimeout(() => reject(new DOMException("No answer", "TimeoutError")), milliseconds)
  })

async function succeeds(deed: () => unknown): Promise<boolean> {
  try {
    await deed()
    return true
  } catch {
    return false
  }
}
