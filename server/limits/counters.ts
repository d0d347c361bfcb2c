// The counters behind the table, in the database so that all servers share them. A try is counted before it is
// judged, so that parallel tries cannot slip past a maximum; whoever turns out to be right gets it back.
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

/** Counts one for each, in this order. @throws Failure `too-many-requests`; roll back so that none was counted. */
export async function takeTurns(trx: Db, deps: CounterDeps, turns: Turn[]): Promise<void> {
  for (const turn of turns) {
    const verdict = await takeTurn(trx, deps, turn)
    if (!verdict.allowed) fail("too-many-requests", { retryAfterSeconds: verdict.retryAfterSeconds })
  }
}

/**
 * Counts one, unless the maximum is reached or a wait is running: then nothing is counted.
 * @throws CountersDown when that cannot be written down.
 */
export async function takeTurn(trx: Db, deps: CounterDeps, turn: Turn): Promise<Verdict> {
  const limit: Limit = { ...limits[turn.limit], ...(turn.maximum && { maximum: turn.maximum }) }
  const place = placeOf(deps, turn)
  try {
    const verdict = await count(trx, deps, place, limit)
    if (verdict.allowed || turn.address === undefined) return verdict
    if (!(await isHouseAddress(trx, turn.address))) return verdict
    return await count(trx, deps, place, { ...limit, maximum: limit.maximum * houseTimes })
  } catch (error) {
    throw new CountersDown("a try cannot be counted", { cause: error })
  }
}

async function count(trx: Db, deps: CounterDeps, place: Place, limit: Limit): Promise<Verdict> {
  const now = deps.now()
  const at = now.toISOString()
  const isOver = "rate_counters.window_ends_at <= ?"
  const rows = (await trx("rate_counters")
    .insert({ ...place, window_ends_at: after(now, limit.windowSeconds), count: 1 })
    .onConflict(["name", "key_hash"])
    .merge({
      count: trx.raw(`CASE WHEN ${isOver} THEN 1 ELSE rate_counters.count + 1 END`, [at]),
      // A wait remembers until nothing went wrong for a whole window; a plain count starts afresh after its window.
      window_ends_at: limit.waits
        ? trx.raw("excluded.window_ends_at")
        : trx.raw(`CASE WHEN ${isOver} THEN excluded.window_ends_at ELSE rate_counters.window_ends_at END`, [
            at,
          ]),
      blocked_until: null,
    })
    .where((query) => {
      if (limit.waits) void query.whereRaw("coalesce(rate_counters.blocked_until, '') <= ?", [at])
      else void query.whereRaw(`${isOver} OR rate_counters.count < ?`, [at, limit.maximum])
    })
    .returning("count")) as Pick<Row, "count">[]
  const [counted] = rows
  if (!counted) return refuse(trx, place, limit, now)
  const wait = waitAfter(limit, counted.count)
  if (wait > 0)
    await trx("rate_counters")
      .where(place)
      .update({ blocked_until: after(now, wait) })
  return { allowed: true, count: counted.count }
}

/** Seconds until the next try, after this many. */
export function waitAfter({ waits, maximum }: Pick<Limit, "waits" | "maximum">, count: number): number {
  if (!waits || count < maximum) return 0
  return waits[Math.min(count - maximum, waits.length - 1)] ?? 0
}

async function refuse(trx: Db, place: Place, limit: Limit, now: Date): Promise<Verdict> {
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
