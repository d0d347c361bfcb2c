// On the lock: nothing of the record is left in memory, the page begins anew at the lock screen.
import type { RouteLocationNormalized as RouteLocation } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { postJson } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { setMark } from "../device/marks.ts"
import { rememberReturnPath } from "../device/return-path.ts"
import { currentVault } from "../vault/current.ts"
import { resumePlace, type Resume } from "../vault/resume.ts"
import { isStartingOver } from "./covered.ts"
import { keepForm } from "./kept-form.ts"
import { tellTabs } from "./tabs.ts"

/** Neither the storage nor the server may keep the lock waiting: the server locks by itself after the same time. */
const PATIENCE_MS = 1_000

/**
 * Covers, remembers where the reader was and what they typed, drops keys and stores, and begins anew.
 * @returns false when the page is being replaced; true when the router may show the lock screen itself.
 */
export async function lockPortal(page: RouteLocation): Promise<boolean> {
  const access = useAccessStore()
  const hadSession = !access.isFromVault
  const kept = keepForm(page.fullPath)
  isStartingOver.value = true
  // Before anything that takes time: closed now, it opens on the lock.
  setMark("locked")
  await Promise.all([rememberPlace({ path: page.fullPath, top: window.scrollY }), kept])
  access.lock()
  tellTabs("locked")
  if (hadSession) await postJson("/api/session/lock", {}, { patience: PATIENCE_MS }).catch(() => undefined)
  // Only a page that the worker can give again may be left without internet.
  if (!navigator.serviceWorker?.controller) return true
  location.replace("/slot")
  return false
}

/** Sealed where there is a vault; else only the path, which holds random ids. */
async function rememberPlace(resume: Resume) {
  const vault = currentVault.value
  if (!vault) return rememberReturnPath(resume.path, resume.top)
  const kept = vault.put([{ ...resumePlace, value: resume, items: [] }], now()).catch(() => undefined)
  await Promise.race([kept, wait(PATIENCE_MS)])
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
