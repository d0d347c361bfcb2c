// Is there a newer version of the portal, and may it take over now? It never takes what someone is typing, and it loads
// the page at most once.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import { isMailedLinkPage } from "#contract/pages"
import { hasUnsavedForm } from "./unsaved-form.ts"

/** Asks the waiting version to take over; "alone": only when no other tab would be taken along. */
type Activate = (how: "anyhow" | "alone") => void
type Newer =
  | { kind: "none" }
  /** It lies ready behind the version that runs. */
  | { kind: "waiting"; activate: Activate }
  /** Another tab let it in: this page still runs the older one, whose other parts are gone. */
  | { kind: "active" }

// The waiting version takes over within a moment, or it was not there any more.
const TAKE_OVER_MS = 5_000

export const useUpdateStore = defineStore("update", () => {
  const newer = ref<Newer>({ kind: "none" })
  const isWaiting = computed(() => newer.value.kind !== "none")
  let isApplying = false
  let isWanted = false
  let isReloading = false

  /** A mailed link stands in memory only: loading its page again would lose it. */
  const mayReload = () => !isMailedLinkPage(location.pathname) && !hasUnsavedForm()

  function reloadOnce() {
    if (isReloading) return
    isReloading = true
    location.reload()
  }

  function foundWaiting(activate: Activate) {
    if (newer.value.kind === "active") return
    newer.value = { kind: "waiting", activate }
    if (isWanted) apply()
  }

  /** The newer version runs from now on: because of this page, or of another one. */
  function becameActive() {
    newer.value = { kind: "active" }
    const isUnseen = document.visibilityState === "hidden"
    if ((isApplying || isUnseen) && mayReload()) reloadOnce()
  }

  /** @returns false when something typed would be lost: nothing happens then. */
  const apply = () => takeOver("anyhow")

  /** At a start nobody asked for a newer version: other tabs are left in peace. */
  const applyIfAlone = () => takeOver("alone")

  /** A part of this version is gone: the newer one that is on its way takes over as soon as it is here. */
  const applyWhenFound = () => (isWanted = true)

  function takeOver(how: "anyhow" | "alone"): boolean {
    if (newer.value.kind === "none" || !mayReload()) return false
    if (newer.value.kind === "active") reloadOnce()
    else {
      isApplying = true
      setTimeout(() => (isApplying = false), TAKE_OVER_MS)
      newer.value.activate(how)
    }
    return true
  }

  return {
    isWaiting,
    mayReload,
    foundWaiting,
    becameActive,
    apply,
    applyIfAlone,
    applyWhenFound,
    reloadOnce,
  }
})
