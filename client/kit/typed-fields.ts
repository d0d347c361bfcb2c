// What somebody typed in the fields of the page, so that it stands there again when the page comes back after the lock. A
// field of the kit takes part by itself; passwords have a part of their own and do not, nor do codes and a BSN.
import { onUnmounted, type Ref } from "vue"

/** By the id of the field. */
export type Typed = Record<string, string>

const fields = new Map<string, { value: Ref<string>; atFirst: string }>()
let waiting = new Map<string, string>()

/** For a field's setup. What waits for it is put in. */
export function keepTyped(id: string, value: Ref<string>): void {
  const field = { value, atFirst: value.value }
  fields.set(id, field)
  const typed = waiting.get(id)
  waiting.delete(id)
  if (typed !== undefined) value.value = typed
  onUnmounted(() => fields.get(id) === field && fields.delete(id))
}

/** Only what is another text than stood there at first. */
export const typedNow = (): Typed =>
  Object.fromEntries(
    [...fields]
      .filter(([, { value, atFirst }]) => value.value !== atFirst)
      .map(([id, { value }]) => [id, value.value]),
  )

/** Waits for the fields of the page that comes, whenever they come; in the place of what waited before. */
export function putBack(typed: Typed): void {
  waiting = new Map(Object.entries(typed))
}

/** For a form that is opened with a button: it was open. */
export const waitsFor = (id: string): boolean => waiting.has(id)
