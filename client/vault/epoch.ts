// One epoch on disk: its header, its keys, and its sealed rows under them.
import { toBytes, toText, type Bytes } from "./codec.ts"
import { VaultFailure } from "./failure.ts"
import { readHeader, type Header, type HeaderFacts } from "./header.ts"
import { newKeys, openKeys, type Keys } from "./keys.ts"
import type { Entry, Manifest } from "./manifest.ts"
import { createPlace, openPlace, ROWS, type Place } from "./places.ts"
import { answerOf, readOne, transact } from "./requests.ts"
import { addressOf, manifestBinding, recordBinding, seal, unseal, type Sealed } from "./sealed.ts"
import type { VaultRow } from "./types.ts"

export type Epoch = { place: Place; db: IDBDatabase; header: Header; keys: Keys }
/** The manifest, and by which iv it is known: a row with another one was written by another tab. */
export type Held = { manifest: Manifest; iv: string }

type Row = [key: string, value: Sealed]

const HEADER = "header"
const MANIFEST = "manifest"

/** @throws VaultFailure "gone", "newer" or "broken". */
export async function readClearHeader(row: VaultRow): Promise<Header> {
  const { db, header } = await openRow(row)
  db.close()
  return header
}

/** @throws VaultFailure "wrong" when the KEK is not the one that wrapped its key. */
export async function openEpoch(row: VaultRow, kek: CryptoKey): Promise<Epoch> {
  const { db, header } = await openRow(row)
  try {
    return { place: row.place, db, header, keys: await openKeys(kek, header) }
  } catch (error) {
    db.close()
    throw error
  }
}

async function openRow(row: VaultRow) {
  const db = await openPlace(row.place)
  if (!db) throw new VaultFailure("gone")
  try {
    return { db, header: readHeader(await readOne(db, ROWS, HEADER), row.accountTag) }
  } catch (error) {
    db.close()
    throw error
  }
}

/** A new place with a new key, and what of the old one lives on, in one transaction. */
export async function createEpoch(
  place: Place,
  kek: CryptoKey,
  facts: HeaderFacts,
  manifest: Manifest,
  bodyOf: (entry: Entry) => Promise<Bytes | null>,
): Promise<{ epoch: Epoch; held: Held }> {
  const { header, keys } = await newKeys(kek, facts)
  const seq = manifest.seq + 1
  const moved = await Promise.all(
    manifest.entries.map(async (entry): Promise<{ entry: Entry; row: Row } | null> => {
      const [key, body] = await Promise.all([addressOf(keys, entry), bodyOf(entry)])
      if (!body) return null
      return { entry: { ...entry, key, seq }, row: [key, await sealBody({ header, keys }, key, seq, body)] }
    }),
  )
  const kept = moved.filter((one) => one !== null)
  const next = { ...manifest, seq, entries: kept.map(({ entry }) => entry) }
  const sealed = await sealManifest({ header, keys }, next)
  const db = await createPlace(place)
  const epoch = { place, db, header, keys }
  try {
    await transact(db, ROWS, "strict", (store) => {
      store.put(header, HEADER)
      store.put(sealed, MANIFEST)
      for (const { row } of kept) store.put(row[1], row[0])
    })
  } catch (error) {
    db.close()
    throw error
  }
  return { epoch, held: { manifest: next, iv: String(sealed.iv) } }
}

/** Writes the manifest with its next number, and the records that belong to it; forgets those it no longer has. */
export async function writeManifest(
  epoch: Epoch,
  before: Manifest,
  next: Manifest,
  bodies: Map<string, Bytes>,
): Promise<Held> {
  const seq = before.seq + 1
  const entries = next.entries.map((entry) => (bodies.has(entry.key) ? { ...entry, seq } : entry))
  const manifest = { ...next, seq, entries }
  const sealed = await sealManifest(epoch, manifest)
  const stay = new Set(entries.map(({ key }) => key))
  const records = await Promise.all(
    [...bodies]
      .filter(([key]) => stay.has(key))
      .map(async ([key, body]): Promise<Row> => [key, await sealBody(epoch, key, seq, body)]),
  )
  const gone = before.entries.map(({ key }) => key).filter((key) => !stay.has(key))
  await transact(epoch.db, ROWS, "relaxed", (store) => {
    for (const [key, value] of records) store.put(value, key)
    store.put(sealed, MANIFEST)
    for (const key of gone) store.delete(key)
  })
  return { manifest, iv: String(sealed.iv) }
}

const sealBody = ({ header, keys }: Pick<Epoch, "header" | "keys">, key: string, seq: number, body: Bytes) =>
  seal(keys.record, recordBinding(header, key, seq), body)
const sealManifest = ({ header, keys }: Pick<Epoch, "header" | "keys">, manifest: Manifest) =>
  seal(keys.manifest, manifestBinding(header), toBytes(JSON.stringify(manifest)))

/** null: damaged, or written at another moment than the entry says. */
export const openBody = ({ header, keys }: Epoch, { key, seq }: Entry, value: unknown) =>
  unseal(keys.record, recordBinding(header, key, seq), value)

/** The manifest on disk when it is newer than the one known; null when it is not, or does not open. */
export async function openManifest(epoch: Epoch, value: unknown, known?: Held): Promise<Held | null> {
  const iv = String((value as Sealed | undefined)?.iv)
  if (iv === known?.iv) return null
  const body = await unseal(epoch.keys.manifest, manifestBinding(epoch.header), value)
  if (!body) return null
  const manifest = JSON.parse(toText(body)) as Manifest
  return manifest.seq > (known?.manifest.seq ?? -1) ? { manifest, iv } : null
}

export const readRow = (epoch: Epoch, key: string): Promise<unknown> => readOne(epoch.db, ROWS, key)
export const readManifest = (epoch: Epoch): Promise<unknown> => readRow(epoch, MANIFEST)

/** The manifest and one record, as they were at one moment. */
export async function readWithManifest(
  epoch: Epoch,
  key: string,
): Promise<[manifest: unknown, record: unknown]> {
  const store = epoch.db.transaction(ROWS).objectStore(ROWS)
  return Promise.all([answerOf(store.get(MANIFEST)), answerOf(store.get(key))])
}
