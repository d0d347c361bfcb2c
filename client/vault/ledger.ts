// The manifest of one open vault, shared with other tabs: what the disk says counts, changes are made one at a time.
import type { Bytes } from "./codec.ts"
import * as disk from "./epoch.ts"
import type { Epoch, Held } from "./epoch.ts"
import { isQuotaError, VaultFailure } from "./failure.ts"
import { withinLimits, withoutOldestQuarter, withSeen, type Manifest } from "./manifest.ts"
import { rekey } from "./rekey.ts"
import { findRow } from "./rows.ts"
import { inTurn } from "./turns.ts"
import type { VaultRow } from "./types.ts"

export type Opened = Held & { epoch: Epoch }
export type Change = { manifest: Manifest; bodies?: Map<string, Bytes> }
type Edit = (manifest: Manifest, epoch: Epoch) => Change | Promise<Change>
export type Ledger = Awaited<ReturnType<typeof openLedger>>

/** @throws VaultFailure "wrong", "gone", "newer" or "broken". */
export async function openLedger(row: VaultRow, kek: CryptoKey) {
  const { id, accountTag } = row
  let opened: Opened | null = await load(row, kek)
  let reopening: Promise<void> | undefined
  let views = new Map<string, string>()
  /** Latest time this page saw since the last contact. */
  let latest = 0

  function current(): Opened {
    if (!opened) throw new VaultFailure("closed")
    return opened
  }

  function become(next: Opened) {
    if (opened) opened = next
    else next.epoch.db.close()
  }

  async function rowNow(): Promise<VaultRow> {
    const now = await findRow(id)
    if (!now || now.wipe) throw new VaultFailure("gone")
    return now
  }

  const reopen = () =>
    (reopening ??= (async () => {
      current().epoch.db.close()
      become(await load(await rowNow(), kek))
    })().finally(() => {
      reopening = undefined
    }))

  /** Another tab may have written, given the vault a new key, or wiped it. */
  async function refresh() {
    if ((await rowNow()).place.name !== current().epoch.place.name) return reopen()
    const { epoch, ...held } = current()
    const newer = await disk.openManifest(epoch, await disk.readManifest(epoch), held)
    if (newer) become({ epoch, ...newer })
  }

  /** A connection that was lost in the background, or closed for another tab, is opened again, once. */
  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    const { epoch } = current()
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DOMException) || isQuotaError(error)) throw error
      if (current().epoch === epoch) await reopen()
      return await work()
    }
  }

  const inMyTurn = (work: () => Promise<void>) =>
    inTurn(id, () =>
      attempt(async () => {
        await refresh()
        await work()
      }),
    )

  function seen(manifest: Manifest): Manifest {
    const whole = withSeen(manifest, views, latest)
    return { ...whole, entries: withinLimits(whole.entries, latest) }
  }

  async function write(edit: Edit) {
    const { epoch, manifest } = current()
    const before = seen(manifest)
    views = new Map()
    const { manifest: next, bodies = new Map() } = await edit(before, epoch)
    const limited = { ...next, entries: withinLimits(next.entries, latest) }
    become({ epoch, ...(await disk.writeManifest(epoch, manifest, limited, bodies)) })
  }

  /** When the storage is full the oldest quarter goes, and it is tried once more. */
  async function writeOrGiveUp(edit: Edit) {
    try {
      await write(edit)
    } catch (error) {
      if (!isQuotaError(error)) throw error
      await write((manifest) => ({ manifest: withoutOldestQuarter(manifest) }))
      await write(edit)
    }
  }

  return {
    id,
    accountTag,
    current,
    attempt,
    isOpen: () => opened !== null,
    /** With what was seen since it was written. */
    manifest: () => seen(current().manifest),

    /** Answers the latest time seen. */
    see(now: Date): number {
      latest = Math.max(latest, now.getTime())
      return latest
    },
    view(key: string, now: Date) {
      views.set(key, now.toISOString())
    },
    /** The server said what time it is: what the device thought before no longer counts. */
    forgetTime() {
      latest = 0
    },

    change: (edit: Edit) => inMyTurn(() => writeOrGiveUp(edit)),

    /** The same change, under a new key when the manifest as it is on disk asks for one. */
    changeKey: (edit: (manifest: Manifest) => Manifest, isNeeded: (manifest: Manifest) => boolean) =>
      inMyTurn(async () => {
        const { epoch, manifest } = current()
        if (!isNeeded(manifest)) return writeOrGiveUp((now) => ({ manifest: edit(now) }))
        const next = edit(seen(manifest))
        views = new Map()
        const made = await rekey(id, kek, epoch, next)
        become({ epoch: made.epoch, ...made.held })
      }),

    close() {
      opened?.epoch.db.close()
      opened = null
      views.clear()
    },
  }
}

async function load(row: VaultRow, kek: CryptoKey): Promise<Opened> {
  const epoch = await disk.openEpoch(row, kek)
  try {
    const held = await disk.openManifest(epoch, await disk.readManifest(epoch))
    if (!held) throw new VaultFailure("broken")
    return { epoch, ...held }
  } catch (error) {
    epoch.db.close()
    throw error
  }
}
