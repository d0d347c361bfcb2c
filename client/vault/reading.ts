// Reading a record: the network is asked, always; when it stays silent the saved copy stands in, with its date. What is
// newer replaces it only when the reader asks, for nobody may lose the line they are reading.
import { ref, shallowRef, type Ref } from "vue"
import { vaultHeader, type VaultItem } from "#contract/vault"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { currentVault, savedAtShown } from "./current.ts"
import { isTooLong } from "./record-size.ts"
import type { OpenVault, RecordPlace } from "./types.ts"

export type Reading<Value> =
  | { kind: "loading"; key: string }
  | { kind: "failed"; key: string; code: FailureCode }
  | { kind: "ready"; key: string; value: Value; savedAt: string | null; note: ReadingNote }

/** "slow": the saved copy stands in and the newest is still asked for. "too-long": the device does not keep this. */
type ReadingNote = "slow" | "too-long" | null

export type Source<Value> = {
  /** Two sources with the same key show the same thing. */
  key: string
  /** null: shown, never kept. */
  place: RecordPlace | null
  /** @param headers to send along, so that the server writes the copy down. */
  fetch: (headers: Record<string, string>) => Promise<Value>
  /** What the saved copy consists of, for the question whether it may still be shown. */
  items: (value: Value) => VaultItem[]
  /** What to keep when it is more than what was fetched. @param kept what the vault has now. */
  merge?: (fresh: Value, kept: Value | null) => Value
  /** The place holds another whole: what of its copy answers this question, if anything. What is fetched is not kept. */
  fromKept?: (whole: Value) => Value | null
}

const SAVED_AFTER_MS = 2_000

/** The portal did not say no: it said nothing, or it does not know who is asking. */
const standsIn = new Set<FailureCode>([
  "unreachable",
  "busy",
  "unavailable",
  "internal",
  "too-many-requests",
  "session-required",
  "session-locked",
])

/** Whether after this failure what the vault keeps may be read instead. */
export const mayStandInFor = (code: FailureCode): boolean => standsIn.has(code)

export function createReading<Value>() {
  const state = shallowRef<Reading<Value>>({ kind: "loading", key: "" }) as Ref<Reading<Value>>
  /** Came in after the saved copy was shown, and differs from it. */
  const newer = shallowRef<{ value: Value } | null>(null)
  const turn = ref(0)

  function show(key: string, value: Value, savedAt: string | null, note: ReadingNote = null) {
    state.value = { kind: "ready", key, value, savedAt, note }
    newer.value = null
    savedAtShown.value = savedAt
  }

  /** What is shown under the same key stays until there is something better. */
  async function load(source: Source<Value>) {
    const { key, place, fromKept } = source
    const mine = ++turn.value
    const isOver = () => turn.value !== mine
    const vault = place && currentVault.value
    newer.value = null
    if (state.value.kind !== "ready" || state.value.key !== key) state.value = { kind: "loading", key }

    const answer = source.fetch(vault && !fromKept ? { [vaultHeader]: vault.id } : {}).then(
      (value) => ({ value }),
      (error: unknown) => ({ code: failureCode(error) }),
    )
    const first = await Promise.race([answer, vault ? silence() : answer])
    if (isOver()) return
    const mayStandIn = !first || ("code" in first && standsIn.has(first.code))
    const kept = mayStandIn && vault && place ? await vault.get(place, now()) : null
    if (isOver()) return
    const whole = (kept?.value ?? null) as Value | null
    const saved = whole && fromKept ? fromKept(whole) : whole
    if (kept && saved) show(key, saved, kept.savedAt, first ? null : "slow")

    const last = await answer
    // What came in late is still the last that was seen of it.
    if ("value" in last && vault && vault === currentVault.value) void keep(vault, source, last.value)
    if (isOver()) return
    if (saved && state.value.kind === "ready") state.value = { ...state.value, note: null }
    if ("value" in last && saved) return offer(key, last.value)
    // A list is cut to what a device keeps; what stands alone is kept whole or not at all.
    const isAlone = place && vault && !source.merge && !fromKept
    if ("value" in last)
      return show(key, last.value, null, isAlone && isTooLong(place.type, last.value) ? "too-long" : null)
    if (saved && standsIn.has(last.code)) return
    if (place && !standsIn.has(last.code)) void vault?.drop([place])
    const isNotKept = currentVault.value !== null && last.code === "unreachable"
    state.value = { kind: "failed", key, code: isNotKept ? "not-kept" : last.code }
  }

  /** The same as what is shown: then it is as fresh as it gets. Otherwise the reader is asked. */
  function offer(key: string, value: Value) {
    if (state.value.kind !== "ready") return show(key, value, null)
    if (JSON.stringify(value) === JSON.stringify(state.value.value)) show(key, value, null)
    else newer.value = { value }
  }

  function showNewer() {
    if (newer.value) show(state.value.key, newer.value.value, null)
  }

  function clear() {
    turn.value++
    newer.value = null
    state.value = { kind: "loading", key: "" }
  }

  return { state, newer, load, show, showNewer, clear }
}

/** A part of a page, such as a picture: the network first as well, but the page says by itself of when it is. */
export async function readPart<Value>(
  source: Source<Value>,
): Promise<{ value: Value } | { code: FailureCode }> {
  const { place } = source
  const vault = place && currentVault.value
  const answer = source.fetch(vault ? { [vaultHeader]: vault.id } : {}).then(
    (value) => ({ value }),
    (error: unknown) => ({ code: failureCode(error) }),
  )
  const first = await Promise.race([answer, vault ? silence() : answer])
  const mayStandIn = !first || ("code" in first && standsIn.has(first.code))
  const kept = mayStandIn && vault && place ? await vault.get(place, now()) : null
  if (kept) return { value: kept.value as Value }
  const last = await answer
  if ("value" in last && vault && vault === currentVault.value) void keep(vault, source, last.value)
  if ("code" in last && place && !standsIn.has(last.code)) void vault?.drop([place])
  return last
}

/** Only what was opened is kept, and only while the vault is open. Keeping never gets in the way of reading. */
export async function keep<Value>(vault: OpenVault, source: Source<Value>, value: Value): Promise<void> {
  const { place, items, merge, fromKept } = source
  if (!place || fromKept) return
  const kept = merge ? ((await vault.get(place, now()))?.value as Value | undefined) : undefined
  const whole = merge ? merge(value, kept ?? null) : value
  await vault.put([{ ...place, value: whole, items: items(whole) }], now())
}

const silence = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), SAVED_AFTER_MS))
