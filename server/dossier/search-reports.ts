// Searching in sealed texts: opened one after the other, in memory only, and forgotten. A part of some hundreds of reports
// is one transaction, so that other readers are served in between; nobody searches twice at once.
import { setImmediate } from "node:timers/promises"
import type { ReportMatches, ReportSearch } from "#contract/dossier"
import { holdsAll, wordsIn } from "#contract/find-words"
import { readRecordInParts, type OpenRecord } from "../access/read-record.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { takeTurns } from "../limits/counters.ts"
import type { Reader } from "../session/session.ts"
import { scopeOf } from "./report-filter.ts"
import type { Place } from "./report.queries.ts"
import { countReports, listSealed } from "./report-search.queries.ts"
import { decodePlace, encodePlace, textOf, toSummary } from "./report.ts"

/** Of one transaction. */
const PART = { reports: 250, bytes: 4 * 1024 * 1024 }
/** Of one answer: the page tells how far it is in between. */
const ANSWER = { reports: 4000, bytes: 16 * 1024 * 1024, matches: 50 }
/** So much sealed text is opened before others get their turn: some milliseconds. */
const AT_A_STRETCH = 128 * 1024
/** Waiting for each other, of one account. */
const IN_LINE = 3

type Ending = Map<string, Promise<unknown>[]>

/** @returns searches; to be made once, it knows who is searching. */
export function createReportSearch(deps: Deps) {
  const searching: Ending = new Map()

  /**
   * @param isGone whether the reader went away: then it stops.
   * @throws Failure `too-many-requests`, `busy` when this account has several searches waiting, and as `readRecord`.
   */
  return async function search(
    reader: Reader,
    patientId: string,
    wanted: ReportSearch,
    isGone: () => boolean,
  ): Promise<ReportMatches> {
    const turn = { limit: "report-searches-account", key: reader.accountId } as const
    await deps.db.transaction((trx) => takeTurns(trx, deps, [turn]))
    return await oneByOne(searching, reader.accountId, () => look(reader, patientId, wanted, isGone))
  }

  async function look(
    reader: Reader,
    patientId: string,
    { words: typed, olderThan, ...filter }: ReportSearch,
    isGone: () => boolean,
  ): Promise<ReportMatches> {
    const words = wordsIn(typed)
    const found: ReportMatches = { reports: [], olderThan: null, searched: 0, total: 0 }
    let place: Place | null = olderThan ? (decodePlace(olderThan) ?? fail("input-invalid")) : null
    let bytes = 0

    /** @returns whether there may be more. */
    async function part(record: OpenRecord): Promise<boolean> {
      const scope = scopeOf(record, filter)
      if (found.searched === 0) found.total = await countReports(scope)
      const sealed = await listSealed(scope, place, PART)
      let stretch = 0
      for (const one of sealed) {
        if (isOver()) return true
        const report = one.open(deps.sealing, record.key)
        if (holdsAll(textOf(report), words))
          found.reports.push(toSummary(report, reader.previousLoginAt, words))
        place = one.place
        found.searched += 1
        bytes += one.bytes
        stretch += one.bytes
        if (stretch < AT_A_STRETCH) continue
        stretch = 0
        await setImmediate()
      }
      return sealed.length > 0
    }
    const isOver = () =>
      isGone() ||
      found.reports.length >= ANSWER.matches ||
      found.searched >= ANSWER.reports ||
      bytes >= ANSWER.bytes

    const object = { kind: "report-search" }
    let hasMore = true
    for await (const isThereMore of readRecordInParts(deps, reader, patientId, "reports", object, part)) {
      hasMore = isThereMore
      if (!hasMore || isOver()) break
    }
    return { ...found, olderThan: hasMore && place ? encodePlace(place) : null }
  }
}

/** After the one before it, of the same account. @throws Failure `busy` when several wait already. */
async function oneByOne<Result>(line: Ending, key: string, run: () => Promise<Result>): Promise<Result> {
  const before = line.get(key) ?? []
  if (before.length > IN_LINE) fail("busy", { retryAfterSeconds: 1 })
  const mine = Promise.allSettled(before.slice(-1)).then(run)
  line.set(key, [...before, mine])
  try {
    return await mine
  } finally {
    const left = (line.get(key) ?? []).filter((one) => one !== mine)
    if (left.length > 0) line.set(key, left)
    else line.delete(key)
  }
}
