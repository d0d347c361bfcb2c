// Whether the portal answers: learnt from every call, and asked by itself only while it does not.
import { readonly, ref } from "vue"

const ASK_EVERY_MS = 15_000

const reachable = ref(true)
export const isReachable = readonly(reachable)

let listener = () => {}

/** Told when the portal answers again after silence. */
export function whenReachableAgain(told: () => void): void {
  listener = told
}

export function hearAnswer(): void {
  if (reachable.value) return
  reachable.value = true
  listener()
}

export function hearSilence(): void {
  reachable.value = false
}

/** @param ask a cheap call through call.ts; its answer or failure tells this module. */
export function watchConnection(ask: () => Promise<unknown>): void {
  const askQuietly = () => {
    if (!reachable.value && document.visibilityState === "visible") void ask().catch(() => undefined)
  }
  setInterval(askQuietly, ASK_EVERY_MS)
  window.addEventListener("online", askQuietly)
  window.addEventListener("offline", hearSilence)
}
