// The display settings as this device shows them. They belong to whoever holds it: logging out leaves them alone.
import { defineStore } from "pinia"
import { computed, ref, shallowRef } from "vue"
import type { DisplayField, DisplayRecord } from "#contract/display"
import { useAccessStore } from "../access/access.store.ts"
import { now } from "../kit/clock.ts"
import type { DisplayChoices, KeptDisplay } from "./display-script.d.ts"
import { fieldNames, holdBack, setWishes, wish, wishes, type Wishes } from "./outgoing.ts"

/** Where the last choice lies. "page": this browser keeps nothing. */
export type Saved = "nowhere-yet" | "account" | "device" | "later" | "page" | "nothing-to-undo"
export type Scope = "all" | "here"
/** What changed without the reader touching it here, and the choices that take it back. */
export type DisplayNews = {
  kind: "adopted" | "updated"
  choices: Partial<DisplayChoices>
  back: Partial<DisplayChoices>
  navigationsLeft: number
}
type Step = { before: KeptDisplay; fields: DisplayField[]; wishes: Wishes }

export const useDisplayStore = defineStore("display", () => {
  const access = useAccessStore()
  const kept = shallowRef(window.weergave.read())
  const isHigh = ref(effectiveContrast())
  const saved = ref<Saved>("nowhere-yet")
  const news = ref<DisplayNews[]>([])
  /** Counts the choices: whoever sends them to the account looks at it. */
  const chosen = ref(0)
  /** What the account had when it was last asked. */
  const account = shallowRef<DisplayRecord["fields"]>({})
  let steps: Step[] = []

  /** Of the account that is logged in: the key of what waits for it here. */
  const tag = computed(() => (access.isOpen ? (access.me?.tag ?? null) : null))
  const shown = computed<DisplayChoices>(() => kept.value.hier ?? kept.value)
  const scope = computed<Scope>(() => (kept.value.hier ? "here" : "all"))

  document.addEventListener("weergave", refresh)

  function refresh() {
    kept.value = window.weergave.read()
    isHigh.value = effectiveContrast()
  }

  function keep(settings: KeptDisplay) {
    const lasts = window.weergave.keep(settings)
    refresh()
    return lasts
  }

  /** Shows at once; kept here, and on its way to the account unless this device goes its own way. */
  function write(choices: Partial<DisplayChoices>) {
    const before = window.weergave.read()
    const { hier } = before
    const lasts = keep(hier ? { ...before, hier: { ...hier, ...choices } } : { ...before, ...choices })
    if (tag.value === null || hier) {
      if (!hier) wish(choices, now())
      saved.value = lasts ? "device" : "page"
      return
    }
    holdBack(tag.value, choices, dateOf)
    chosen.value += 1
  }

  /** Later than what the reader sees, also when the clock of this device is slow. */
  function dateOf(field: DisplayField): Date {
    const seen = Date.parse(account.value[field]?.changedAt ?? "")
    return new Date(Math.max(now().getTime(), (seen || 0) + 1))
  }

  function choose(choices: Partial<DisplayChoices>) {
    const before = window.weergave.read()
    const old = before.hier ?? before
    const fields = (Object.keys(choices) as DisplayField[]).filter((field) => choices[field] !== old[field])
    if (fields.length === 0) return
    steps.push({ before, fields, wishes: wishes(now()) })
    write(pick(choices, fields))
  }

  function undo() {
    const step = steps.pop()
    if (!step) return void (saved.value = "nothing-to-undo")
    if (step.fields.length === 0) return goOn(step.before.hier ?? null)
    write(pick(step.before.hier ?? step.before, step.fields))
    if (tag.value === null && !kept.value.hier) setWishes(step.wishes)
  }

  /** The ordinary look of every field; undone like any other choice. */
  function reset() {
    choose(Object.fromEntries(fieldNames().map((field) => [field, window.weergave.values[field][0]])))
  }

  /** "here" starts from what is shown now; back to "all", what the account has shows again. */
  function setScope(to: Scope) {
    const before = window.weergave.read()
    if (to === scope.value) return
    steps.push({ before, fields: [], wishes: {} })
    const { versie: _, hier: _own, ...choices } = before
    goOn(to === "here" ? choices : null)
  }

  function goOn(hier: DisplayChoices | null) {
    const { hier: _, ...rest } = window.weergave.read()
    const lasts = keep(hier ? { ...rest, hier } : rest)
    news.value = []
    saved.value = hier || tag.value === null ? (lasts ? "device" : "page") : "account"
    if (!hier) chosen.value += 1
  }

  /** What the account has comes to this device. */
  function takeOver(choices: Partial<DisplayChoices>) {
    keep({ ...window.weergave.read(), ...choices })
  }

  function takeBack(item: DisplayNews) {
    dismiss(item)
    choose(item.back)
  }

  function dismiss(item: DisplayNews) {
    news.value = news.value.filter((other) => other !== item)
  }

  /** Another reader: nothing of the one before can be undone or told. */
  function startOver() {
    steps = []
    news.value = []
    account.value = {}
    chosen.value = 0
    saved.value = "nowhere-yet"
  }

  /** What the switch shows and sets: pressing it is an explicit choice, which beats the device's. */
  const highContrast = computed({
    get: () => isHigh.value,
    set: (on) => choose({ contrast: on ? "aan" : "uit" }),
  })

  return {
    kept,
    shown,
    scope,
    saved,
    news,
    chosen,
    account,
    tag,
    highContrast,
    choose,
    undo,
    reset,
    setScope,
    takeOver,
    takeBack,
    dismiss,
    startOver,
  }
})

const effectiveContrast = () => document.documentElement.dataset["contrast"] === "hoog"

const pick = (choices: Partial<DisplayChoices>, fields: DisplayField[]): Partial<DisplayChoices> =>
  Object.fromEntries(fields.map((field) => [field, choices[field]]))
