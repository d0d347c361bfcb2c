// The display settings of this device. They belong to whoever holds it: logging out leaves them alone.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { DisplaySettings } from "./display-script.d.ts"

export const useDisplayStore = defineStore("display", () => {
  const isHigh = ref(effectiveContrast())
  document.addEventListener("weergave", () => (isHigh.value = effectiveContrast()))

  function change(choice: Partial<DisplaySettings>) {
    window.weergave.keep({ ...window.weergave.read(), ...choice })
    isHigh.value = effectiveContrast()
  }

  /** What the switch shows and sets: pressing it is an explicit choice, which beats the device's. */
  const highContrast = computed({
    get: () => isHigh.value,
    set: (on) => change({ contrast: on ? "aan" : "uit" }),
  })

  return { highContrast }
})

const effectiveContrast = () => document.documentElement.dataset["contrast"] === "hoog"
