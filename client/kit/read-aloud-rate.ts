// How fast is read aloud, until the portal is closed: chosen once, it holds on the next page too.
import { reactive } from "vue"

const steps = [
  { rate: 0.6, name: "heel langzaam" },
  { rate: 0.8, name: "langzaam" },
  { rate: 1, name: "gewoon" },
  { rate: 1.2, name: "snel" },
  { rate: 1.5, name: "heel snel" },
] as const
const NORMAL = 2

const chosen = reactive({ at: NORMAL })

export const chosenRate = {
  get value() {
    return steps[chosen.at] ?? steps[NORMAL]
  },
  step(by: -1 | 1) {
    chosen.at = Math.min(Math.max(0, chosen.at + by), steps.length - 1)
  },
}
