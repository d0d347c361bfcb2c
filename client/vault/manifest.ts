// What the vault knows of itself, sealed as one row. Pure rules: what is kept, who may read, how long.
import type { maximumVaultItems, VaultGrant, VaultItem, VaultTicket, VaultVerdict } from "#contract/vault"
import type { RecordPlace } from "./types.ts"

export type Entry = RecordPlace & {
  /** Under which name it lies in this epoch. */
  key: string
  /** The manifest's number when it was written: an older copy of the record has another one. */
  seq: number
  viewedAt: string
  savedAt: string
  items: VaultItem[]
  /** On disk. */
  bytes: number
}
export type Manifest = {
  /** Only rises, over the epochs too. */
  seq: number
  ticket: string
  leaseUntil: string
  /** Highest time seen by device or server, in milliseconds since 1970; a contact sets it to the server's. */
  clockFloor: number
  grants: VaultGrant[]
  /** Those viewed last first. */
  entries: Entry[]
}

const DAY = 86_400_000
const CLOCK_SLACK = 5 * 60_000
const UNVIEWED_DAYS = 30
const MOST_BYTES = 10 * 1024 * 1024
const MOST_ITEMS: typeof maximumVaultItems = 400
/** Lists and weeks are those of a handful of patients; reports as design/offline.md has them. */
const mostOf: Record<RecordPlace["type"], number> = {
  me: 1,
  overview: 8,
  reports: 24,
  report: 200,
  agenda: 48,
  carePlan: 24,
  portrait: 8,
  lifeStory: 8,
  joyActivities: 12,
  picture: 24,
  resume: 1,
}

export const newManifest = (ticket: VaultTicket, grants: VaultGrant[]): Manifest => ({
  seq: 0,
  ...leaseOf(ticket),
  ticket: ticket.ticket,
  grants,
  entries: [],
})

const leaseOf = ({ now, leaseUntil }: { now: string; leaseUntil: string }) => ({
  leaseUntil,
  clockFloor: Date.parse(now),
})

export function judgeLease(manifest: Manifest, now: number): "open" | "lease-over" | "clock-behind" {
  if (now < manifest.clockFloor - CLOCK_SLACK) return "clock-behind"
  if (Math.max(now, manifest.clockFloor) > Date.parse(manifest.leaseUntil)) return "lease-over"
  return "open"
}

/** Day after which a vault that had no contact is wiped. */
export const wipeAfterOf = (leaseUntil: string): string =>
  new Date(Date.parse(leaseUntil) + 30 * DAY).toISOString().slice(0, 10)

/** The grants decide on the device too, at the latest time that is known. */
export function mayRead(manifest: Manifest, place: RecordPlace, now: number): boolean {
  if (place.patientId === null) return true
  const grant = manifest.grants.find(({ patientId }) => patientId === place.patientId)
  const latest = Math.max(now, manifest.clockFloor)
  return grant !== undefined && opens(grant, place) && (!grant.endsAt || latest < Date.parse(grant.endsAt))
}

const opens = (grant: VaultGrant, place: RecordPlace) =>
  place.section === null || grant.sections.includes(place.section)

/** As it is with what was seen since: records that were viewed, and a later time. */
export function withSeen(manifest: Manifest, views: Map<string, string>, latest: number): Manifest {
  const entries = manifest.entries.map((entry) => {
    const viewedAt = views.get(entry.key) ?? ""
    return viewedAt > entry.viewedAt ? { ...entry, viewedAt } : entry
  })
  return {
    ...manifest,
    clockFloor: Math.max(manifest.clockFloor, latest),
    entries: entries.sort((a, b) => (a.viewedAt < b.viewedAt ? 1 : a.viewedAt > b.viewedAt ? -1 : 0)),
  }
}

/** @param places what was kept there goes, whether something new came in its place or not. */
export function withEntries(manifest: Manifest, places: RecordPlace[], fresh: Entry[]): Manifest {
  return { ...manifest, entries: [...fresh, ...withoutPlaces(manifest, places).entries] }
}

export function withoutPlaces(manifest: Manifest, places: RecordPlace[]): Manifest {
  const names = new Set(places.map(nameOf))
  return { ...manifest, entries: manifest.entries.filter((entry) => !names.has(nameOf(entry))) }
}

const nameOf = ({ type, patientId, id }: RecordPlace): string => JSON.stringify([type, patientId, id])

export const findEntry = (manifest: Manifest, place: RecordPlace, now: number): Entry | undefined =>
  mayRead(manifest, place, now)
    ? manifest.entries.find(
        ({ id, type, patientId }) => id === place.id && type === place.type && patientId === place.patientId,
      )
    : undefined

export const placesOf = (
  manifest: Manifest,
  type: RecordPlace["type"],
  patientId: string,
  now: number,
): RecordPlace[] =>
  manifest.entries.filter(
    (entry) => entry.type === type && entry.patientId === patientId && mayRead(manifest, entry, now),
  )

export function withoutOldestQuarter(manifest: Manifest): Manifest {
  const stay = Math.floor(manifest.entries.length * 0.75)
  return { ...manifest, entries: manifest.entries.slice(0, stay) }
}

/** @param entries those viewed last first. */
export function withinLimits(entries: Entry[], now: number): Entry[] {
  const counts = new Map<string, number>()
  const asked = new Set<string>()
  let bytes = 0
  return entries.filter(({ type, viewedAt, bytes: size, items }) => {
    const count = (counts.get(type) ?? 0) + 1
    if (count > mostOf[type] || bytes + size > MOST_BYTES) return false
    if (Date.parse(viewedAt) < now - UNVIEWED_DAYS * DAY) return false
    // What the server cannot be asked about would stay after it was withdrawn.
    const fresh = items.map(nameOfItem).filter((name) => !asked.has(name))
    if (asked.size + fresh.length > MOST_ITEMS) return false
    for (const name of fresh) asked.add(name)
    counts.set(type, count)
    bytes += size
    return true
  })
}

export const withTicket = (manifest: Manifest, ticket: VaultTicket): Manifest => ({
  ...manifest,
  ...leaseOf(ticket),
  ticket: ticket.ticket,
})

export const withGrants = (manifest: Manifest, grants: VaultGrant[]): Manifest => ({
  ...manifest,
  grants,
  entries: manifest.entries.filter((entry) => isCovered(entry, grants)),
})

const isCovered = (place: RecordPlace, grants: VaultGrant[]) =>
  place.patientId === null ||
  grants.some((grant) => grant.patientId === place.patientId && opens(grant, place))

/** Something the vault could read before is no longer in the grants: deleting is not erasing, a new key is. */
export const losesSight = (manifest: Manifest, grants: VaultGrant[]): boolean =>
  manifest.entries.some((entry) => !isCovered(entry, grants)) ||
  manifest.grants.some(({ patientId, sections }) => {
    const left = grants.find((grant) => grant.patientId === patientId)?.sections
    return !left || sections.some((section) => !left.includes(section))
  })

type OpenVerdict = Extract<VaultVerdict, { verdict: "open" }>

export function withVerdict(manifest: Manifest, verdict: OpenVerdict): Manifest {
  const ended = new Set([...verdict.gone, ...verdict.changed, ...verdict.misfiled])
  const entries = manifest.entries.filter(
    ({ id, items }) => !ended.has(id) && !items.some((item) => ended.has(item.id)),
  )
  return withGrants({ ...manifest, ...leaseOf(verdict), entries }, verdict.grants)
}

export function itemsOf(manifest: Manifest): VaultItem[] {
  const items = new Map<string, VaultItem>()
  for (const item of manifest.entries.flatMap((entry) => entry.items)) {
    const name = nameOfItem(item)
    if (!items.has(name)) items.set(name, item)
  }
  return [...items.values()].slice(0, MOST_ITEMS)
}

const nameOfItem = ({ kind, patientId, id }: VaultItem): string => `${kind}/${patientId}/${id}`
