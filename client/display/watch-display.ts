// The account's side of the display settings: what was chosen here goes up, what was chosen elsewhere comes down, and
// shows at the next page. Per field the newest explicit choice wins; the server keeps the times.
import { watch } from "vue"
import type { Router } from "vue-router"
import type { DisplayField, DisplayRecord } from "#contract/display"
import { useAccessStore } from "../access/access.store.ts"
import { getJson, postJson } from "../api/call.ts"
import { failureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import type { DisplayChoices } from "./display-script.d.ts"
import { useDisplayStore, type DisplayNews } from "./display.store.ts"
import { adoptWishes, fieldNames, isValue, markSent, waitingOf } from "./outgoing.ts"

const ADDRESS = "/api/display"
/** The first page after logging in waits this long for the account's look, so that it does not change under the eye. */
const ARRIVAL_MS = 600
/** A choice that takes longer to arrive is said to be on this device only. */
const SLOW_MS = 1_000
const ASK_AGAIN_MS = 5_000
const NAVIGATIONS_OF_NEWS = 2

type Difference = { field: DisplayField; from: unknown }

export function watchDisplay(router: Router): void {
  const access = useAccessStore()
  const display = useDisplayStore()
  let running: Promise<void> | null = null
  let arrival: Promise<void> | null = null
  let isUnderway = false
  let adopted: DisplayField[] = []
  let differences: Difference[] = []
  let askedAt = 0
  let owner: string | null = null

  /** One at a time; what is chosen meanwhile goes with the next. */
  async function exchange(): Promise<void> {
    const before = running
    const mine = (before ?? Promise.resolve()).then(exchangeOnce)
    running = mine
    await mine.finally(() => {
      if (running === mine) running = null
    })
  }

  async function exchangeOnce() {
    const { tag } = display
    if (tag === null) return
    if (access.isFromVault) return say(tag)
    adopted = [...adopted, ...adoptWishes(tag, now())]
    askedAt = now().getTime()
    const slow = setTimeout(() => say(tag), SLOW_MS)
    try {
      const waiting = waitingOf(tag)
      const known = adopted.length > 0 || waiting.length === 0 ? await getJson<DisplayRecord>(ADDRESS) : null
      const record = waiting.length > 0 ? await postJson<DisplayRecord>(ADDRESS, { changes: waiting }) : known
      markSent(tag, waiting)
      if (display.tag !== tag || !record) return
      display.account = record.fields
      compare(tag)
      tellAdopted(known)
    } catch (error) {
      failureCode(error)
    } finally {
      clearTimeout(slow)
      say(tag)
    }
  }

  /** Only someone who chose something is told where it lies. */
  function say(tag: string) {
    if (display.tag !== tag || display.scope === "here" || display.chosen === 0) return
    display.saved = waitingOf(tag).length > 0 ? "later" : "account"
  }

  /** What the account has and this device does not show yet. A field it never chose stays as it is here. */
  function compare(tag: string) {
    const own = waitingOf(tag).map(({ field }) => field)
    differences = fieldNames()
      .filter((field) => display.account[field] && !own.includes(field))
      .filter((field) => valueOf(display.account, field) !== display.kept[field])
      .map((field) => ({ field, from: display.kept[field] }))
  }

  /** Whatever was chosen here since stays. */
  function showDifferences(isArriving: boolean) {
    const still = differences.filter(({ field, from }) => display.kept[field] === from)
    differences = []
    if (still.length === 0) return
    const choices = choicesOf(still, ({ field }) => valueOf(display.account, field))
    const back = choicesOf(still, ({ from }) => from)
    display.takeOver(choices)
    if (!isArriving && display.scope === "all") tell("updated", choices, back)
  }

  function tellAdopted(known: DisplayRecord | null) {
    const fields = adopted.map((field) => ({ field }))
    adopted = []
    const news = fields.filter(
      ({ field }) => known && valueOf(known.fields, field) !== valueOf(display.account, field),
    )
    if (!known || news.length === 0) return
    tell(
      "adopted",
      choicesOf(news, ({ field }) => valueOf(display.account, field)),
      choicesOf(news, ({ field }) => valueOf(known.fields, field)),
    )
  }

  function tell(kind: DisplayNews["kind"], choices: Partial<DisplayChoices>, back: Partial<DisplayChoices>) {
    const navigationsLeft = NAVIGATIONS_OF_NEWS + Number(isUnderway)
    display.news = [
      ...display.news.filter((item) => item.kind !== kind),
      { kind, choices, back, navigationsLeft },
    ]
  }

  function arrive() {
    const mine = exchange().finally(() => {
      if (arrival === mine && !isUnderway) arrival = null
    })
    arrival = mine
  }

  function askAgain() {
    if (display.tag === null || Math.abs(now().getTime() - askedAt) < ASK_AGAIN_MS) return
    void exchange()
  }

  watch(
    () => [display.tag, access.isFromVault],
    () => {
      if (display.tag !== owner) {
        owner = display.tag
        display.startOver()
        adopted = []
        differences = []
        arrival = null
      }
      if (owner !== null && !access.isFromVault) arrive()
    },
    { immediate: true, flush: "sync" },
  )
  watch(
    () => display.chosen,
    (count) => count > 0 && void exchange(),
  )
  window.addEventListener("online", () => void exchange())
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") askAgain()
  })

  router.beforeEach(() => void (isUnderway = true))
  router.beforeResolve(async (to, from) => {
    if (to.path === from.path) return
    const isFirstPage = !from.matched.length
    if (arrival && !isFirstPage) await Promise.race([arrival, wait(ARRIVAL_MS)])
    showDifferences(arrival !== null && !isFirstPage)
  })
  router.afterEach((to, from, failure) => {
    isUnderway = false
    if (failure || to.path === from.path) return
    arrival = null
    for (const item of display.news) item.navigationsLeft -= 1
    display.news = display.news.filter(({ navigationsLeft }) => navigationsLeft > 0)
    if (display.tag !== null && waitingOf(display.tag).length > 0) askAgain()
  })
}

/** A value of a newer portal counts as the ordinary one, and so does none. */
function valueOf(fields: DisplayRecord["fields"], field: DisplayField) {
  const value = fields[field]?.value
  return isValue(field, value) ? value : window.weergave.values[field][0]
}

const choicesOf = <Item extends { field: DisplayField }>(items: Item[], value: (item: Item) => unknown) =>
  Object.fromEntries(items.map((item) => [item.field, value(item)])) as Partial<DisplayChoices>

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
