// Where an epoch lies: a storage bucket of its own, because only deleting a bucket erases; else a database of its own.
import { randomBytes, toHex } from "./codec.ts"
import { answerOf } from "./requests.ts"
import { withinPatience } from "./turns.ts"
import type { VaultRow } from "./types.ts"

export type Place = VaultRow["place"]

/** https://wicg.github.io/storage-buckets/; not in TypeScript's library yet. */
type StorageBuckets = {
  open(name: string): Promise<{ indexedDB: IDBFactory }>
  keys(): Promise<string[]>
  delete(name: string): Promise<void>
}
const buckets = () => (navigator as { storageBuckets?: StorageBuckets }).storageBuckets

const IN_BUCKET = "vault"
export const ROWS = "rows"
const ourName = /^[0-9a-f]{32}$/

export const newPlace = (): Place => ({
  kind: buckets() ? "bucket" : "database",
  name: toHex(randomBytes(16)),
})

export async function createPlace(place: Place): Promise<IDBDatabase> {
  const [factory, name] = await factoryOf(place)
  return openDatabase(factory, name, (db) => db.createObjectStore(ROWS))
}

/** null when it is not there (any more). */
export async function openPlace(place: Place): Promise<IDBDatabase | null> {
  if (place.kind === "bucket" && !(await buckets()?.keys())?.includes(place.name)) return null
  const [factory, name] = await factoryOf(place)
  let isMissing = false
  const abort = (_: IDBDatabase, request: IDBOpenDBRequest) => {
    isMissing = true
    request.transaction?.abort()
  }
  return openDatabase(factory, name, abort).catch((error: unknown) => {
    if (isMissing) return null
    throw error
  })
}

async function factoryOf(place: Place): Promise<[IDBFactory, string]> {
  if (place.kind === "database") return [indexedDB, place.name]
  const bucket = await withinPatience((buckets() as StorageBuckets).open(place.name))
  return [bucket.indexedDB, IN_BUCKET]
}

/** The first opening may hang in Safari: after 3 s it failed, and what comes late is closed. */
export async function openDatabase(
  factory: IDBFactory,
  name: string,
  make: (db: IDBDatabase, request: IDBOpenDBRequest) => void,
): Promise<IDBDatabase> {
  const request = factory.open(name, 1)
  request.onupgradeneeded = () => make(request.result, request)
  const opening = answerOf(request)
  try {
    const db = await withinPatience(opening)
    // Another tab deletes it: do not stand in its way.
    db.addEventListener("versionchange", () => db.close())
    return db
  } catch (error) {
    opening.then((db) => db.close()).catch(() => {})
    throw error
  }
}

/** @throws when another tab does not let go within 3 s. */
export async function deletePlace(place: Place): Promise<void> {
  if (place.kind === "bucket") return withinPatience(buckets()?.delete(place.name) ?? Promise.resolve())
  await withinPatience(answerOf(indexedDB.deleteDatabase(place.name)))
}

/** Places that look like ours, for finding those that no row names any more. */
export async function existingPlaces(): Promise<Place[]> {
  const inBuckets = (await buckets()?.keys()) ?? []
  // Firefox before 126 cannot list its databases.
  const databases = "databases" in indexedDB ? await indexedDB.databases() : []
  return [
    ...inBuckets.map((name): Place => ({ kind: "bucket", name })),
    ...databases.map(({ name = "" }): Place => ({ kind: "database", name })),
  ].filter(({ name }) => ourName.test(name))
}
