// New terms took effect while the portal was open: nothing of a record stays, and the reader is asked for a yes.
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { rememberReturnPath } from "../device/return-path.ts"
import { isStartingOver } from "./covered.ts"
import { dropEverything } from "./drop-everything.ts"
import { keepForm } from "./kept-form.ts"

export async function leadToTerms(router: Router): Promise<void> {
  const access = useAccessStore()
  const kept = keepForm(router.currentRoute.value.fullPath)
  isStartingOver.value = true
  dropEverything()
  rememberReturnPath(router.currentRoute.value.fullPath)
  if (access.state.kind !== "terms") {
    access.doubt()
    await access.ensure()
  }
  await kept
  await router.replace(access.state.kind === "terms" ? "/akkoord" : "/")
  isStartingOver.value = false
}
