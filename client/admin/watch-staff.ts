// The staff session in the browser: who may see which page, "Bent u er nog?", and its end, in every tab. At the end the
// page begins anew, so that nothing of what it showed stays in memory.
import { ref, watch } from "vue"
import type { NavigationGuardReturn, RouteLocationNormalized as RouteLocation, Router } from "vue-router"
import { postJson, whenSessionEnds } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { watchLastMinutes } from "../kit/last-minutes.ts"
import { useStaffStore } from "./staff.store.ts"

const WARN_BEFORE_MS = 2 * 60_000
/** How often the server hears that someone is touching the page. */
const ALIVE_EVERY_MS = 60_000
const LOOK_EVERY_MS = 5_000
const touches = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"] as const

/** "Bent u er nog?" stands over the page. */
export const isAskingStillThere = ref(false)

type News = "touched" | "gone"
const channel = new BroadcastChannel("beheer")
let touchedAt = 0
let toldAt = 0

/** Somebody said so, or touched a page of Beheer. */
export function touch(): void {
  isAskingStillThere.value = false
  touchedAt = now().getTime()
  if (touchedAt - toldAt < ALIVE_EVERY_MS || !useStaffStore().self) return
  toldAt = touchedAt
  channel.postMessage("touched" satisfies News)
  void postJson("/api/staff/alive", {}).catch(() => undefined)
}

/** Leaves, here and in the other tabs. @param back the page to go on with after logging in. */
export async function leave(arrival: "uitgelogd" | "verlopen", back: string | null): Promise<void> {
  await postJson("/api/staff/logout", {}).catch(() => undefined)
  channel.postMessage("gone" satisfies News)
  begin(arrival, back)
}

function begin(arrival: string, back: string | null) {
  document.documentElement.setAttribute("data-covered", "")
  const query = new URLSearchParams({ na: arrival, ...(back && { naar: back }) })
  location.replace(`/beheer/inloggen?${query.toString()}`)
}

export function watchStaff(router: Router): void {
  const staff = useStaffStore()
  const here = () => (router.currentRoute.value.meta.staff ? router.currentRoute.value.fullPath : null)

  router.beforeEach((to) => lead(to))
  router.afterEach((to) => {
    document.title = `Cliëntportaal - Beheer - ${to.meta.title}`
    feel()
  })
  whenSessionEnds(() => staff.self && begin("voorbij", here()))

  const feel = () => !isAskingStillThere.value && touch()
  for (const name of touches) window.addEventListener(name, feel, { passive: true, capture: true })
  channel.addEventListener("message", ({ data }: MessageEvent<News>) => {
    if (data === "gone") return void (staff.self && begin("uitgelogd", null))
    touchedAt = toldAt = now().getTime()
    isAskingStillThere.value = false
  })

  function look() {
    if (!staff.self) return
    const idle = Math.abs(now().getTime() - touchedAt)
    const allowed = staff.self.idleMinutes * 60_000
    if (idle >= allowed) return void leave("verlopen", here())
    isAskingStillThere.value = idle >= allowed - WARN_BEFORE_MS
  }
  const hearLeft = watchLastMinutes(staff.askAgain)
  watch(
    () => staff.self,
    (self) => hearLeft(self?.secondsLeft ?? null),
  )
  setInterval(look, LOOK_EVERY_MS)
  document.addEventListener("visibilitychange", look)
  // Kept whole by the browser when it was left: it may be somebody else's by now.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload())
}

/** The server decides; this only spares a wasted page. */
async function lead(to: RouteLocation): Promise<NavigationGuardReturn> {
  const staff = useStaffStore()
  if (!to.meta.staff && to.path !== "/inloggen") return true
  await staff.ensure()
  if (to.path === "/inloggen") return staff.self ? pathAfter(to) : true
  if (staff.state.kind !== "visitor") return true
  return { path: "/inloggen", query: to.path === "/" ? {} : { naar: to.fullPath } }
}

/** Where to go on: only a page of Beheer, never another place. */
export function pathAfter(login: RouteLocation): string {
  const wanted = login.query["naar"]
  return typeof wanted === "string" && /^\/(?!\/)[\w/-]*$/.test(wanted) ? wanted : "/"
}
