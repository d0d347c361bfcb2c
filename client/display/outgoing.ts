// Choices on their way to an account, kept on this device. Of someone who is not logged in: a wish, dated when they do.
// Of someone who is: what could not be sent yet, under a tag that does not say who it is.
import type { DisplayChange, DisplayField, DisplayValue } from "#contract/display"
import type { DisplayChoices } from "./display-script.d.ts"

type PerField<Entry> = { [Field in DisplayField]?: Entry }
export type Wishes = PerField<{ value: DisplayValue; since: string }>
type Waiting = PerField<{ value: DisplayValue; changedAt: string }>
type Outgoing = { versie: 1; wishes: Wishes; waiting: Record<string, Waiting> }

const KEY = "weergave-onderweg"
const WISH_LASTS_MS = 24 * 60 * 60 * 1000

// For a browser that keeps nothing.
let memory: string | null = null

export const fieldNames = () => Object.keys(window.weergave.values) as DisplayField[]

export const isValue = (field: DisplayField, value: unknown): value is DisplayValue =>
  (window.weergave.values[field] as readonly unknown[]).includes(value)

/** Wishes of the last 24 hours: an older one may be of somebody else. */
export function wishes(now: Date): Wishes {
  return Object.fromEntries(
    Object.entries(read().wishes).filter(
      ([, { since }]) => Math.abs(now.getTime() - Date.parse(since)) < WISH_LASTS_MS,
    ),
  )
}

export function wish(choices: Partial<DisplayChoices>, now: Date): void {
  const since = now.toISOString()
  const added = Object.entries(choices).map(([field, value]) => [field, { value, since }])
  setWishes({ ...wishes(now), ...Object.fromEntries(added) })
}

export const setWishes = (all: Wishes): void => write({ ...read(), wishes: all })

/** The wishes become choices of this account, made now. */
export function adoptWishes(tag: string, now: Date): DisplayField[] {
  const adopted = wishes(now)
  const values = Object.entries(adopted).map(([field, { value }]) => [field, value])
  if (Object.keys(read().wishes).length > 0) setWishes({})
  if (values.length > 0) holdBack(tag, Object.fromEntries(values) as Partial<DisplayChoices>, () => now)
  return Object.keys(adopted) as DisplayField[]
}

/** Waits until it is sent; of each field only the last choice. */
export function holdBack(
  tag: string,
  choices: Partial<DisplayChoices>,
  at: (field: DisplayField) => Date,
): void {
  const kept = read()
  const added = Object.entries(choices).map(([field, value]) => [
    field,
    { value, changedAt: at(field as DisplayField).toISOString() },
  ])
  write({
    ...kept,
    waiting: { ...kept.waiting, [tag]: { ...kept.waiting[tag], ...Object.fromEntries(added) } },
  })
}

export function waitingOf(tag: string): DisplayChange[] {
  return Object.entries(read().waiting[tag] ?? {}).map(([field, entry]) => ({
    field: field as DisplayField,
    ...entry,
  }))
}

/** What was sent is done, unless a later choice took its place meanwhile. */
export function markSent(tag: string, sent: DisplayChange[]): void {
  if (sent.length === 0) return
  const isSent = (change: DisplayChange) =>
    sent.some(({ field, changedAt }) => field === change.field && changedAt === change.changedAt)
  const left = waitingOf(tag).filter((change) => !isSent(change))
  const { [tag]: _done, ...others } = read().waiting
  const own = Object.fromEntries(left.map(({ field, value, changedAt }) => [field, { value, changedAt }]))
  write({ ...read(), waiting: left.length > 0 ? { ...others, [tag]: own } : others })
}

function read(): Outgoing {
  try {
    const kept = JSON.parse(memory ?? localStorage.getItem(KEY) ?? "null") as Outgoing | null
    if (kept?.versie === 1) return checked(kept)
  } catch {
    // Off, or not ours: as if nothing was kept.
  }
  return { versie: 1, wishes: {}, waiting: {} }
}

function write(all: Outgoing): void {
  const isEmpty = Object.keys(all.wishes).length + Object.keys(all.waiting).length === 0
  const text = JSON.stringify(all)
  try {
    if (isEmpty) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, text)
    memory = null
  } catch {
    memory = text
  }
}

/** One value that no server takes would hold back all others for ever. */
function checked({ wishes: kept, waiting }: Outgoing): Outgoing {
  const sound = <Entry extends { value: unknown }>(all: PerField<Entry> | undefined, time: keyof Entry) =>
    Object.fromEntries(
      fieldNames()
        .map((field) => [field, all?.[field]] as const)
        .filter(([field, entry]) => entry && isValue(field, entry.value) && isInstant(entry[time])),
    )
  const accounts = Object.entries(waiting ?? {})
  return {
    versie: 1,
    wishes: sound(kept, "since"),
    waiting: Object.fromEntries(accounts.map(([tag, all]) => [tag, sound(all, "changedAt")])),
  }
}

const isInstant = (text: unknown) =>
  typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
