// Items that waited in quarantine and need wait no longer: read again as if they had come in now.
import { prepare } from "../checking/prepare.ts"
import { parseStrictly } from "../reading/strict-json.ts"
import { findReleasable, type Waiting } from "./quarantine.queries.ts"
import { readScope } from "./open-raw.ts"
import { storeAll } from "./run-batches.ts"
import { hashIn, type Run, type Settle } from "./run.ts"
import { nameOfWork, type Work } from "./store-batch.ts"

const AT_ONCE = 50

/** How to tell what became of an item. @param times how often this run met it before; 0: it waited since an earlier run. */
export type SettleFor = (location: string, code: string, times: number) => Settle

export async function retryWaiting(run: Run, settleFor: SettleFor): Promise<void> {
  // A client whose BSN came free first: others may be waiting for that client.
  for (const awaited of ["bsn", "client"] as const) await retry(run, awaited, settleFor)
}

async function retry(run: Run, awaited: "bsn" | "client", settleFor: SettleFor) {
  let after = ""
  for (;;) {
    const waiting = await run.deps.db.transaction((trx) => findReleasable(trx, run, awaited, after, AT_ONCE))
    for (const works of withoutDoubles(waiting.flatMap((one) => workOf(run, one, settleFor))))
      await storeAll(run, works)
    if (waiting.length < AT_ONCE) return
    after = waiting.at(-1)?.id ?? ""
  }
}

function workOf(run: Run, waiting: Waiting, settleFor: SettleFor): Work[] {
  const { id, type, resource_id, location, code, scope, run_id } = waiting
  const raw = run.deps.sealing.open(run.keys.system, "quarantined_items.raw", id, waiting.raw)
  const resource = parseStrictly(raw)
  // An id that stood in the bundle's address only is known from the row.
  const fullUrl = `${type}/${type}/${resource_id}`
  const read = { kind: "resource", location, raw, resource, fullUrl, scope: readScope(scope) } as const
  const thing = prepare(read, run.source.settings, hashIn(run))
  // Its type was taken off the list meanwhile: it stays where it is.
  if (thing.kind === "skipped") return []
  return [
    {
      thing,
      settle: settleFor(location, code, run_id === run.id ? waiting.times_in_run : 0),
      quarantineId: id,
    },
  ]
}

/** A batch holds a resource once; two versions of it may both have waited. */
function withoutDoubles(works: Work[]): Work[][] {
  const batches: Work[][] = []
  let names = new Set<string>()
  for (const work of works) {
    const name = nameOfWork(work) ?? ""
    if (batches.length === 0 || names.has(name)) {
      batches.push([])
      names = new Set()
    }
    names.add(name)
    batches.at(-1)?.push(work)
  }
  return batches
}
