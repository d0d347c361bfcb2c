// Wiping: the flag first, on disk, so that whatever happens next, the next start finishes it.
import { tellWiped } from "./news.ts"
import { deletePlace, existingPlaces } from "./places.ts"
import { clearLeftover } from "./rekey.ts"
import { changeRow, findRow, isRow, listRows, removeRow } from "./rows.ts"
import { inTurn, withinPatience } from "./turns.ts"
import type { VaultRow } from "./types.ts"

/** true: erased. false: it will never open again, and the next start erases what is left. */
export async function wipeVault(id: string): Promise<boolean> {
  try {
    await changeRow(id, (row) => ({ ...row, wipe: true }))
    tellWiped(id)
    await inTurn(id, () => erase(id)).catch(() => erase(id))
    return true
  } catch {
    tellWiped(id)
    return false
  }
}

async function erase(id: string): Promise<void> {
  const row = await findRow(id)
  // Being made by another tab when we looked: it is whole now.
  if (!row?.wipe) return
  await deletePlace(row.place)
  if (row.leftover) await deletePlace(row.leftover)
  await removeRow(id)
}

/** What an earlier start left unfinished, and what is past its day. Answers the vaults that are left. */
export async function tidyUp(today: string): Promise<VaultRow[]> {
  const rows = await listRows()
  for (const value of rows) {
    if (!isRow(value)) await removeRow((value as { id: IDBValidKey }).id)
    else if (value.wipe) await inTurn(value.id, () => erase(value.id)).catch(() => {})
    else if (value.wipeAfter < today) await wipeVault(value.id)
    else if (value.leftover) await inTurn(value.id, () => clearLeftover(value.id)).catch(() => {})
  }
  // A browser that does not say what there is holds up no start.
  await withinPatience(eraseStrays()).catch(() => {})
  return (await listRows()).filter(isRow).filter((row) => !row.wipe)
}

/** Places that no row names: the browser lost the directory. A row is written before its place, so this order is safe. */
async function eraseStrays(): Promise<void> {
  const places = await existingPlaces()
  const rows = (await listRows()).filter(isRow)
  const named = new Set(rows.flatMap(({ place, leftover }) => [place.name, leftover?.name]))
  for (const place of places) if (!named.has(place.name)) await deletePlace(place)
}
