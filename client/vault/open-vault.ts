// What a page does with a vault that is open: read, keep, and obey what the server says of it.
import { toText } from "./codec.ts"
import { openBody, openManifest, readRow, readWithManifest } from "./epoch.ts"
import { isExpected } from "./failure.ts"
import { keepRecords } from "./keep.ts"
import type { Ledger } from "./ledger.ts"
import * as rules from "./manifest.ts"
import type { Entry, Manifest } from "./manifest.ts"
import { onWiped } from "./news.ts"
import { changeRow } from "./rows.ts"
import { addressOf } from "./sealed.ts"
import type { OpenVault, RecordPlace, Saved } from "./types.ts"
import { wipeVault } from "./wipe.ts"

/** What was viewed is written with the next change, or after so long. */
const VIEWS_MS = 60_000

export function openVault(ledger: Ledger, unlockedAt: Date): OpenVault {
  let isClosed = false
  let hasViews = true
  let writtenAt = unlockedAt.getTime()
  ledger.see(unlockedAt)
  const stopListening = onWiped((id) => {
    if (id === ledger.id) forget()
  })

  function forget() {
    isClosed = true
    stopListening()
    ledger.close()
  }

  const isUsable = () => !isClosed && ledger.isOpen()

  async function writeViews() {
    hasViews = false
    // Lost views cost nothing but their order.
    await ledger.change((manifest) => ({ manifest })).catch(() => {})
  }

  function viewed(key: string, now: Date) {
    ledger.view(key, now)
    hasViews = true
    if (Math.abs(now.getTime() - writtenAt) < VIEWS_MS) return
    writtenAt = now.getTime()
    void writeViews()
  }

  async function read(place: RecordPlace, now: Date, isLook: boolean): Promise<Saved | null> {
    const { epoch, ...held } = ledger.current()
    const latest = ledger.see(now)
    const known = rules.findEntry(held.manifest, place, latest)
    const key = known?.key ?? (await addressOf(epoch.keys, place))
    const quick = known && (await openEntry(known, await readRow(epoch, key)))
    if (quick) return quick
    // Another tab may have written since: both as they are at one moment.
    const [sealedManifest, sealed] = await readWithManifest(epoch, key)
    const newer = await openManifest(epoch, sealedManifest, held)
    const entry = newer ? rules.findEntry(newer.manifest, place, latest) : known
    const saved = entry && (await openEntry(entry, sealed))
    if (entry && !saved) await dropDamaged(entry)
    return saved ?? null

    async function openEntry(entry: Entry, sealed: unknown): Promise<Saved | null> {
      const body = await openBody(epoch, entry, sealed)
      if (!body || !isUsable()) return null
      if (!isLook) viewed(key, now)
      return { value: JSON.parse(toText(body)) as unknown, savedAt: entry.savedAt }
    }
  }

  async function find(place: RecordPlace, now: Date, isLook: boolean): Promise<Saved | null> {
    if (!isUsable()) return null
    try {
      return await ledger.attempt(() => read(place, now, isLook))
    } catch (error) {
      if (isExpected(error)) return null
      throw error
    }
  }

  const dropDamaged = ({ key, seq }: Entry) =>
    ledger.change((manifest) => {
      const entries = manifest.entries.filter((entry) => entry.key !== key || entry.seq !== seq)
      return { manifest: { ...manifest, entries } }
    })

  /** What may not be read any more must not stay readable: a vault that cannot obey closes, or goes. */
  async function carryOut(
    edit: (manifest: Manifest) => Manifest,
    needsNewKey: (manifest: Manifest) => boolean = () => false,
  ): Promise<void> {
    let isNeeded = needsNewKey(ledger.manifest())
    try {
      await ledger.changeKey(edit, (manifest) => (isNeeded = needsNewKey(manifest)))
      const wipeAfter = rules.wipeAfterOf(ledger.manifest().leaseUntil)
      await changeRow(ledger.id, (row) => ({ ...row, wipeAfter }))
    } catch (error) {
      forget()
      if (isNeeded) await wipeVault(ledger.id)
      if (!isExpected(error)) throw error
    }
  }

  return {
    id: ledger.id,
    accountTag: ledger.accountTag,
    get ticket() {
      return isUsable() ? ledger.manifest().ticket : ""
    },
    get grants() {
      return isUsable() ? ledger.manifest().grants : []
    },
    items: () => (isUsable() ? rules.itemsOf(ledger.manifest()) : []),

    judge(now) {
      if (!isUsable()) return "lease-over"
      ledger.see(now)
      return rules.judgeLease(ledger.manifest(), now.getTime())
    },

    get: (place, now) => find(place, now, false),
    peek: (place, now) => find(place, now, true),

    placesOf(type, patientId, now) {
      return isUsable() ? rules.placesOf(ledger.manifest(), type, patientId, ledger.see(now)) : []
    },

    async put(records, now) {
      if (!isUsable()) return "full"
      ledger.see(now)
      try {
        await keepRecords(ledger, records, now)
        hasViews = false
        writtenAt = now.getTime()
        return "kept"
      } catch (error) {
        if (isExpected(error)) return "full"
        throw error
      }
    },

    async drop(places) {
      if (isUsable()) await carryOut((manifest) => rules.withoutPlaces(manifest, places))
    },

    async renew(ticket) {
      if (!isUsable()) return
      ledger.forgetTime()
      await carryOut((manifest) => rules.withTicket(manifest, ticket))
    },

    async setGrants(grants, now) {
      if (!isUsable()) return
      ledger.see(now)
      await carryOut(
        (manifest) => rules.withGrants(manifest, grants),
        (manifest) => rules.losesSight(manifest, grants),
      )
    },

    async obey(verdict) {
      if (!isUsable()) return
      ledger.forgetTime()
      await carryOut(
        (manifest) => rules.withVerdict(manifest, verdict),
        (manifest) => verdict.misfiled.length > 0 || rules.losesSight(manifest, verdict.grants),
      )
    },

    close() {
      if (isClosed) return
      isClosed = true
      stopListening()
      if (hasViews) void writeViews().finally(ledger.close)
      else ledger.close()
    },
  }
}
