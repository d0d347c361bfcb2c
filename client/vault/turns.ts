// One at a time for each vault, over all tabs; and nothing waits for ever.
const PATIENCE_MS = 3000

const queues = new Map<string, Promise<unknown>>()

/** @throws DOMException when another tab holds the vault longer than 3 s. */
export async function inTurn<T>(vaultId: string, work: () => Promise<T>): Promise<T> {
  // Browsers from before 2022 have no locks between tabs: there the page queues for itself.
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return inPageTurn(vaultId, work)
  let result: T | undefined
  await locks.request(`vault/${vaultId}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, async () => {
    result = await work()
  })
  return result as T
}

function inPageTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (queues.get(name) ?? Promise.resolve()).then(work)
  queues.set(
    name,
    mine.catch(() => {}),
  )
  return mine
}

/** @throws DOMException "TimeoutError" */
export function withinPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("storage does not answer", "TimeoutError")), PATIENCE_MS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
