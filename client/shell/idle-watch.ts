// Untouched for as long as the organisation says, the portal goes on the lock: here, and by itself on the server. Before
// that, while the page is looked at, it asks whether someone is still there.
import { ref } from "vue"
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { postJson } from "../api/call.ts"
import { isReachable } from "../api/connection.ts"
import { now } from "../kit/clock.ts"

const WARN_BEFORE_MS = 2 * 60_000
/**
 * How often the server hears that someone is touching the page. The last touch is told too, so that the server's minutes
 * never end before the page has asked whether someone is still there.
 */
const ALIVE_EVERY_MS = 2 * 60_000
const LOOK_EVERY_MS = 5_000
const touches = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"] as const

/** "Bent u er nog?" stands over the page. */
export const isAskingStillThere = ref(false)
let touchedAt = 0
let toldAt = 0

/** The reader said so, or touched the page. */
export function touch(): void {
  touchedAt = now().getTime()
  isAskingStillThere.value = false
  tellAlive()
}

function tellAlive() {
  const access = useAccessStore()
  if (!access.isOpen || access.isFromVault || !isReachable.value) return
  if (touchedAt <= toldAt || Math.abs(now().getTime() - toldAt) < ALIVE_EVERY_MS) return
  toldAt = now().getTime()
  void postJson("/api/session/alive", {}).catch(() => undefined)
}

export function watchIdleness(router: Router): void {
  const access = useAccessStore()
  touchedAt = now().getTime()
  toldAt = touchedAt

  /** A touch while the question is on the page is an answer only when it is the button's. */
  const feel = () => !isAskingStillThere.value && touch()
  for (const name of touches) window.addEventListener(name, feel, { passive: true, capture: true })
  router.afterEach(feel)

  function look() {
    if (!access.me) return void (isAskingStillThere.value = false)
    tellAlive()
    const idle = Math.abs(now().getTime() - touchedAt)
    const allowed = access.me.lockMinutes * 60_000
    if (idle >= allowed) {
      isAskingStillThere.value = false
      return void router.push("/slot")
    }
    isAskingStillThere.value = idle >= allowed - WARN_BEFORE_MS && document.visibilityState === "visible"
  }

  setInterval(look, LOOK_EVERY_MS)
  document.addEventListener("visibilitychange", () => {
    // A page that is put away is covered: a tablet's overview of open apps shows no record.
    const isAway = document.visibilityState === "hidden" && access.me !== null
    document.documentElement.toggleAttribute("data-covered", isAway)
    look()
  })
}
