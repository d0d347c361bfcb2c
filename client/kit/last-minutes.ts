// How long a session lasts, however it is used. The server says so in seconds; what the device thinks only says when to
// ask again: one of its clocks is set by hand, the other stands still while it sleeps. So whichever went furthest counts.
import { ref } from "vue"
import { now } from "./clock.ts"

const WARN_SECONDS = 2 * 60
const LOOK_EVERY_MS = 5_000

/** 2 or 1 in the last two minutes, else null. */
export const minutesLeft = ref<number | null>(null)

/**
 * @param ask asks the server how long it still is; its answer comes through what is returned. Without one the device counts on.
 * @returns to be told what the server said, in seconds; null: there is no session.
 */
export function watchLastMinutes(ask: () => Promise<unknown>): (seconds: number | null) => void {
  let heard: { seconds: number; date: number; steady: number } | null = null
  /** Asked of these last minutes, and of the end itself: once each. */
  let asked: "not" | "last-minutes" | "end" = "not"

  function hear(seconds: number | null) {
    heard = seconds === null ? null : { seconds, date: now().getTime(), steady: performance.now() }
    asked = seconds !== null && seconds <= WARN_SECONDS ? "last-minutes" : "not"
    show()
  }

  function secondsLeft(): number {
    if (!heard) return Infinity
    const gone = Math.max(now().getTime() - heard.date, performance.now() - heard.steady)
    return heard.seconds - gone / 1000
  }

  function show() {
    const left = secondsLeft()
    minutesLeft.value = left > 0 && left <= WARN_SECONDS ? Math.ceil(left / 60) : null
  }

  async function look() {
    const left = secondsLeft()
    const question = left <= 0 ? "end" : left <= WARN_SECONDS ? "last-minutes" : "not"
    if (question !== "not" && question !== asked && asked !== "end") {
      asked = question
      await ask()
    }
    show()
  }

  setInterval(() => void look(), LOOK_EVERY_MS)
  document.addEventListener("visibilitychange", () => void look())
  return hear
}
