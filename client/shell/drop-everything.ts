// What a reader leaves in memory: every store that holds some of it, what was typed, and the vault that is open.
import type { PiniaPlugin } from "pinia"
import { putBack } from "../kit/typed-fields.ts"
import { useOfflineStore } from "../offline/offline.store.ts"

const holding = new Set<{ clear(): void }>()

/** A store with `clear()` holds something of its reader: it is known here from the moment a page brings it along. */
export const knowWhatHolds: PiniaPlugin = ({ store }) => {
  if (typeof store["clear"] === "function") holding.add(store as unknown as { clear(): void })
}

export function dropRecords(): void {
  for (const store of holding) store.clear()
}

export function dropEverything(): void {
  putBack({})
  dropRecords()
  useOfflineStore().close()
}
