// A new key for what lives on: the old place, with all that was ever deleted in it, is erased. Killed at any step there
// is exactly one vault, and `leftover` names what the next start deletes.
import { createEpoch, openBody, readRow, type Epoch, type Held } from "./epoch.ts"
import { VaultFailure } from "./failure.ts"
import type { Manifest } from "./manifest.ts"
import { deletePlace, newPlace, type Place } from "./places.ts"
import { changeRow, findRow } from "./rows.ts"

/** In the vault's turn only. */
export async function rekey(
  id: string,
  kek: CryptoKey,
  old: Epoch,
  next: Manifest,
): Promise<{ epoch: Epoch; held: Held }> {
  const place = newPlace()
  await clearLeftover(id)
  await changeRow(id, (row) => ({ ...row, leftover: place }))
  const { wrap: _, ...facts } = old.header
  const made = await createEpoch(place, kek, { ...facts, epoch: facts.epoch + 1 }, next, async (entry) =>
    openBody(old, entry, await readRow(old, entry.key)),
  )
  if (!(await switchTo(id, old.place, place))) {
    made.epoch.db.close()
    await deletePlace(place)
    throw new VaultFailure("gone")
  }
  old.db.close()
  // The vault is whole again; a place that does not go now goes at the next start.
  await clearLeftover(id).catch(() => {})
  return made
}

/** One row, one write: before it the old place is the vault, after it the new one. */
async function switchTo(id: string, from: Place, to: Place): Promise<boolean> {
  const row = await changeRow(id, (row) =>
    row.wipe || row.place.name !== from.name ? row : { ...row, place: to, leftover: from },
  )
  return row?.place.name === to.name
}

/** In the vault's turn only: a leftover may be in the making. */
export async function clearLeftover(id: string): Promise<void> {
  const leftover = (await findRow(id))?.leftover
  if (!leftover) return
  await deletePlace(leftover)
  await changeRow(id, (row) => ({ ...row, leftover: null }))
}
