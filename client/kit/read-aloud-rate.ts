// How fast is read aloud: as chosen at Weergave, and from there faster or slower until the portal is closed.
import { reactive } from "vue"

const steps = [
  { rate: 0.6, name: "heel langzaam" },
  { rate: 0.8, name: "langzaam" },
  { rate: 1, name: "gewoon" },
  { rate: 1.2, name: "snel" },
  { rate: 1.5, name: "heel snel" },
] as const
type Step = (typeof steps)[number]

const changed = reactive({ by: 0 })

/** What public/weergave.js left on <html>. */
const ofDisplay = () => steps.findIndex(({ name }) => name === document.documentElement.dataset["tempo"])
const now = () => Math.min(Math.max(0, (ofDisplay() < 0 ? 2 : ofDisplay()) + changed.by), steps.length - 1)

export const chosenRate = {
  get value(): Step {
    return steps[now()] ?? steps[2]
  },
  step(by: -1 | 1) {
    const before = now()
    changed.by += by
    // At the end of the row nothing changes.
    if (now() === before) changed.by -= by
  },
}
