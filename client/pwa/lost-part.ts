// A part of the program that cannot be fetched any more: a new version took its place while this page stayed open. The page
// is loaded again, once, when that helps and nothing typed is lost. Otherwise the reader sees what every lost page says.
import { getJson } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { useUpdateStore } from "./update.store.ts"

const KEY = "opnieuw-geladen"
const AGAIN_AFTER_MS = 5 * 60_000

export function watchLostParts(): void {
  window.addEventListener("vite:preloadError", () => void mend())
}

async function mend() {
  const update = useUpdateStore()
  if (!update.mayReload() || !(await isPortalThere()) || !mayTry()) return
  if (update.isWaiting) return void update.apply()
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration?.active) return update.reloadOnce()
  // The worker would answer with the same old page: first it fetches the new version.
  await registration.update().catch(() => {})
  if (registration.installing || registration.waiting) update.applyWhenFound()
}

/** Without internet a reload would show the browser's own error in the place of ours. */
const isPortalThere = () =>
  getJson("/api/health").then(
    () => true,
    () => false,
  )

/** At most once in a while: a part that stays away must not make the page load for ever. */
function mayTry(): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY))
    if (Math.abs(now().getTime() - last) < AGAIN_AFTER_MS) return false
    sessionStorage.setItem(KEY, String(now().getTime()))
    return true
  } catch {
    return false // Nothing remembers that it was tried.
  }
}
