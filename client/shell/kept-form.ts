// What was typed on a page survives the lock, the end of a session and new terms: for the same reader, on the same page.
import type { RouteLocationNormalized as RouteLocation } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { sealForm, takeForm } from "../device/sealed-form.ts"
import { putBack, typedNow } from "../kit/typed-fields.ts"

/** To be called while the page still stands and its reader is known. */
export async function keepForm(path: string): Promise<void> {
  const key = useAccessStore().me?.formKey
  const fields = typedNow()
  if (key && Object.keys(fields).length > 0) await sealForm(key, { path, fields })
}

/** Before the page is made. What was typed on another one is given up: the reader went on elsewhere. */
export async function bringForm(to: RouteLocation): Promise<void> {
  const key = useAccessStore().me?.formKey
  const form = key ? await takeForm(key) : null
  putBack(form?.path === to.fullPath ? form.fields : {})
}
