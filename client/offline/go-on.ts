// After the lock the reader goes on where they were, at the line they were reading.
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { now } from "../kit/clock.ts"
import { currentVault } from "../vault/current.ts"
import { resumePlace, type Resume } from "../vault/resume.ts"
import { mayReturnTo, takeReturnPlace } from "../device/return-path.ts"

/** The text of a page comes in after the page: for this long its place is looked for. */
const LOOK_FOR_MS = 3_000

export async function goOn(router: Router): Promise<void> {
  const { me } = useAccessStore()
  const vault = currentVault.value
  const sealed = (await vault?.get(resumePlace, now()))?.value as Resume | undefined
  if (sealed) void vault?.drop([resumePlace])
  const asked = takeReturnPlace(me)
  const isAsked = asked.path !== "/"
  const place = !isAsked && sealed && mayReturnTo(sealed.path, me) ? sealed : asked
  await router.replace(place.path)
  // A list whose address says where it goes on leads there itself.
  if (place.top > 0 && !place.path.includes("vanaf=")) scrollWhenThere(place.top)
}

/** Stops as soon as the reader scrolls themselves. */
function scrollWhenThere(top: number) {
  const observer = new ResizeObserver(() => {
    const { scrollHeight, clientHeight } = document.documentElement
    if (scrollHeight - clientHeight < top) return
    stop()
    window.scrollTo({ top })
  })
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
    for (const name of touches) window.removeEventListener(name, stop)
  }
  const touches = ["pointerdown", "wheel", "keydown"] as const
  for (const name of touches) window.addEventListener(name, stop, { passive: true, once: true })
  const timer = setTimeout(stop, LOOK_FOR_MS)
  observer.observe(document.body)
}
