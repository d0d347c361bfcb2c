// The record on the page is the reader's no more: nothing of it stays in memory, and the way leads to what is left.
import type { Router } from "vue-router"
import type { Me } from "#contract/account"
import { useAccessStore } from "../access/access.store.ts"
import { dropRecords } from "./drop-everything.ts"

export async function leaveLostRecord(router: Router): Promise<void> {
  const { name, params } = router.currentRoute.value
  const { patientId } = params
  if (typeof patientId !== "string" || useAccessStore().patient(patientId)) return
  dropRecords()
  // That page says itself what became of it.
  if (name !== "wrong-record") await router.replace("/")
}

/** @returns true when the reader had a record before that is not theirs any more. */
export const losesRecord = (before: Me, me: Me): boolean =>
  before.patients.some(({ id }) => me.patients.every((one) => one.id !== id))
