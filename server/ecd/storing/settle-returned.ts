// Content of an earlier version that nothing in the run came after: the ECD went back to it.
import { openBatch } from "./batch.ts"
import type { Run } from "./run.ts"
import { inTransaction } from "./run.ts"
import { logItems } from "./item-log.queries.ts"
import { quarantineAll, storeChanges } from "./store-batch.ts"
import { loadStoredItems } from "./stored-items.ts"

const AT_ONCE = 25

export async function settleReturned(run: Run): Promise<void> {
  const returned = [...run.returned.values()]
  for (let at = 0; at < returned.length; at += AT_ONCE) {
    const part = new Map(returned.slice(at, at + AT_ONCE).map((one) => [one.versionId, one]))
    const batch = await inTransaction(run, async (trx) => {
      const opened = openBatch()
      const changes = (await loadStoredItems(trx, run, [...part.keys()])).flatMap(
        ({ item, stored, version }) => {
          const settle = part.get(version.id)?.settle
          return settle ? [{ item, stored, settle }] : []
        },
      )
      await quarantineAll(trx, run, await storeChanges(trx, run, changes, opened), opened)
      await logItems(trx, run, opened.log)
      run.directory.endBatch()
      return opened
    })
    batch.commit()
  }
  run.returned.clear()
}
