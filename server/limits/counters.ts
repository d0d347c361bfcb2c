// The counters behind the table, in the database so that all servers share them. A try is counted before it is
// judged, so that parallel tries cannot slip past a maximum; whoever turns out to be right gets it back.
import type { ErrorCode } from "#contract/errors"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { addressKey } from "./address-key.ts"
import { isHouseAddress } from "./house-addresses.ts"
import { houseTimes, limits, type AddressLimitName, type Limit, type LimitName } from "./table.ts"

export type Turn = {
  limit: LimitName
  key: string
  /** Of a limit per network address: a house of the organisation gets more. */
  address?: string
  /** Where the operator chose another one than the table's. */
  maximum?: number
  /** What `takeTurns` answers when it is refused, where that is not `too-many-requests`. */
  refusal?: ErrorCode
}
export type Verdict = { allowed: true; count: number } | { allowed: false; retryAfterSeconds: number }

type CounterDeps = Pick<Deps, "sealing" | "now">
type Row = { count: number; window_ends_at: string; blocked_until: string | null }

/** A turn of who is at this network address. */
export const turnAt = (limit: AddressLimitName, address: string): Turn => ({
  limit,
  key: addressKey(address),
  address,
})

/** Nothing that the counters guard goes on when they cannot be kept. */
export class CountersDown extends Error {
  readonly code = "COUNTERS_DOWN"
}

/**
 * Counts one for each, all in one statement. @returns how often each was counted now, in this order.
 * @throws Failure of the first that is refused: its `refusal`, or `too-many-requests`; with more than one turn the
 * caller rolls back, so that none was counted.
 */
export async function takeTurns(trx: Db, deps: CounterDeps, turns: Turn[]): Promise<number[]> {
  const verdicts = await judgeTurns(trx, deps, turns)
  return verdicts.map((verdict, at) =>
    verdict.allowed
      ? verdict.count
      : fail(turns[at]?.refusal ?? "too-many-requests", { retryAfterSeconds: verdict.retryAfterSeconds }),
  )
}

/**
 * Counts one, unless the maximum is reached or a wait is running: then nothing is counted.
 * @throws CountersDown when that cannot be written down.
 */
export async function takeTurn(trx: Db, deps: CounterDeps, turn: Turn): Promise<Verdict> {
  const [verdict] = await judgeTurns(trx, deps, [turn])
  return verdict ?? { allowed: false, retryAfterSeconds: 1 }
}

async function judgeTurns(trx: Db, deps: CounterDeps, turns: Turn[]): Promise<Verdict[]> {
  const now = deps.now()
  const counters = turns.map((turn) => counterOf(deps, turn))
  try {
    const counts = await count(trx, counters, now)
    const verdicts: Verdict[] = []
    for (const [at, counter] of counters.entries()) {
      const counted = counts[at] ?? (await countAtHouse(trx, counter, now))
      verdicts.push(
        counted === undefined ? await refuse(trx, counter, now) : { allowed: true, count: counted },
      )
    }
    return verdicts
  } catch (error) {
    throw new CountersDown("a try cannot be counted", { cause: error })
  }
}

type Counter = { turn: Turn; place: Place; limit: Limit }
const counterOf = (deps: CounterDeps, turn: Turn): Counter => ({
  turn,
  place: placeOf(deps, turn),
  limit: { ...limits[turn.limit], ...(turn.maximum && { maximum: turn.maximum }) },
})

/** @returns undefined for whom the maximum is reached or a wait is running. */
async function count(trx: Db, counters: Counter[], now: Date): Promise<(number | undefined)[]> {
  const at = now.toISOString()
  const isOver = "rate_counters.window_ends_at <= ?"
  const counted = `CASE WHEN ${isOver} THEN 1 ELSE rate_counters.count + 1 END`
  const waiting = counters.filter(({ limit }) => limit.waits)
  const isWaiting = `rate_counters.name IN (${waiting.map(() => "?").join(", ") || "NULL"})`
  const names = waiting.map(({ place }) => place.name)
  const maximum = `CASE rate_counters.name ${counters.map(() => "WHEN ? THEN CAST(? AS integer)").join(" ")} END`
  const maxima = counters.flatMap(({ place, limit }) => [place.name, limit.maximum])
  const rows = (await trx("rate_counters")
    .insert(
      counters.map(({ place, limit }) => ({
        ...place,
        window_ends_at: after(now, limit.windowSeconds),
        count: 1,
      })),
    )
    .onConflict(["name", "key_hash"])
    .merge({
      count: trx.raw(counted, [at]),
      // A wait remembers until nothing went wrong for a whole window; a plain count starts afresh after its window.
      window_ends_at: trx.raw(
        `CASE WHEN ${isWaiting} OR ${isOver} THEN excluded.window_ends_at ELSE rate_counters.window_ends_at END`,
        [...names, at],
      ),
      blocked_until: waitFrom(trx, waiting, counted, now),
    })
    .whereRaw(
      `CASE WHEN ${isWaiting} THEN coalesce(rate_counters.blocked_until, '') <= ?
       ELSE ${isOver} OR rate_counters.count < ${maximum} END`,
      [...names, at, at, ...maxima],
    )
    .returning(["name", "key_hash", "count"])) as (Place & Pick<Row, "count">)[]
  return counters.map(
    ({ place }) => rows.find((row) => row.name === place.name && row.key_hash === place.key_hash)?.count,
  )
}

async function countAtHouse(trx: Db, counter: Counter, now: Date): Promise<number | undefined> {
  const { turn, limit } = counter
  if (turn.address === undefined || !(await isHouseAddress(trx, turn.address))) return undefined
  const [counted] = await count(
    trx,
    [{ ...counter, limit: { ...limit, maximum: limit.maximum * houseTimes } }],
    now,
  )
  return counted
}

/** The wait that this miss begins, in the statement that counts it: whoever comes next sees it. None below the maximum. */
function waitFrom(trx: Db, waiting: Counter[], counted: string, now: Date) {
  const at = now.toISOString()
  const cases = waiting.flatMap(({ place, limit }) =>
    (limit.waits ?? [])
      .map((_, step) => limit.maximum + step)
      .reverse()
      .map((count) => [place.name, at, count, after(now, waitAfter(limit, count))]),
  )
  if (cases.length === 0) return null
  const when = `WHEN rate_counters.name = ? AND ${counted} >= CAST(? AS integer) THEN ?`
  return trx.raw(`CASE ${cases.map(() => when).join(" ")} END`, cases.flat())
}

/** Seconds until the next try, after this many. */
export function waitAfter({ waits, maximum }: Pick<Limit, "waits" | "maximum">, count: number): number {
  if (!waits || count < maximum) return 0
  return waits[Math.min(count - maximum, waits.length - 1)] ?? 0
}

async function refuse(trx: Db, { place, limit }: Counter, now: Date): Promise<Verdict> {
  const row = (await trx("rate_counters").where(place).first()) as Row | undefined
  const until = limit.waits ? row?.blocked_until : row?.window_ends_at
  const seconds = until ? Math.ceil((Date.parse(until) - now.getTime()) / 1000) : 1
  return { allowed: false, retryAfterSeconds: Math.max(seconds, 1) }
}

/** It was no miss after all. */
export async function giveBackTurn(trx: Db, deps: CounterDeps, turn: Turn): Promise<void> {
  await trx("rate_counters").where(placeOf(deps, turn)).where("count", ">", 0).decrement("count", 1)
}

/** All is forgiven: the right password ends a row of misses. */
export async function forgetTurns(trx: Db, deps: CounterDeps, turn: Turn): Promise<void> {
  await trx("rate_counters").where(placeOf(deps, turn)).delete()
}

type Place = { name: string; key_hash: string }
const placeOf = ({ sealing }: CounterDeps, { limit, key }: Turn): Place => ({
  name: limit,
  key_hash: sealing.blindIndex("rate-limit", `${limit}|${key}`),
})

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
