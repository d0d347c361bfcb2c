// May the portal go to the home screen of this device, and is it there already? Made at the start: the browser offers its
// own question only once, perhaps before any page asks for it.
import { defineStore } from "pinia"
import { computed, ref } from "vue"

/** Not in TypeScript's library: only Chromium has it. */
interface InstallQuestion extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>
}
type InstallState = "possible" | "installed" | "opened-from-home-screen"

const DISMISSED = "installeren"

export const useInstallStore = defineStore("install", () => {
  const state = ref<InstallState>(isOpenedFromHomeScreen() ? "opened-from-home-screen" : "possible")
  const question = ref<InstallQuestion | null>(null)
  const isDismissed = ref(wasDismissed())
  const canAsk = computed(() => question.value !== null)
  const isTouched = navigator.maxTouchPoints > 0
  const isHintUseful = computed(
    () => state.value === "possible" && !isDismissed.value && (isTouched || canAsk.value),
  )

  window.addEventListener("beforeinstallprompt", (event) => {
    // Without this the browser asks by itself, at a moment of its own.
    event.preventDefault()
    question.value = event as InstallQuestion
  })
  window.addEventListener("appinstalled", () => {
    state.value = "installed"
    question.value = null
  })

  /** The browser's own question. It can be asked once. */
  async function ask() {
    const asked = question.value
    question.value = null
    await asked?.prompt()
  }

  function dismiss() {
    isDismissed.value = true
    try {
      localStorage.setItem(DISMISSED, "nee")
    } catch {
      // The card stays away as long as this page.
    }
  }

  return { state, canAsk, isHintUseful, ask, dismiss }
})

function wasDismissed(): boolean {
  try {
    return localStorage.getItem(DISMISSED) !== null
  } catch {
    return false
  }
}

/** `standalone` is how an iPad says it. */
const isOpenedFromHomeScreen = () =>
  matchMedia("(display-mode: standalone)").matches ||
  (navigator as Navigator & { standalone?: boolean }).standalone === true
