// The client at the access desk, as the server tells it. Searches and clients are kept in memory only, never in an address.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { DeskInvited, DeskPatient, EndPreview, FoundPatients } from "#contract/desk"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; patient: DeskPatient }

/** After these the page is read anew, so that it shows what holds now. */
const outdated: readonly FailureCode[] = [
  "not-possible",
  "changed-meanwhile",
  "slot-taken",
  "grant-ended",
  "grants-do-not-fit",
  "slots-full",
]

export const useDeskStore = defineStore("desk", () => {
  const text = ref("")
  const found = shallowRef<FoundPatients | null>(null)
  const state = shallowRef<State>({ kind: "loading" })
  /** What was done last, for the sentence on the client's page. */
  const news = ref<string | null>(null)

  async function find() {
    found.value = await postJson<FoundPatients>("/api/staff/patients/find", { text: text.value })
  }

  async function open(id: string) {
    if (state.value.kind !== "ready" || state.value.patient.id !== id) {
      state.value = { kind: "loading" }
      news.value = null
    }
    try {
      state.value = { kind: "ready", patient: await getJson<DeskPatient>(`/api/staff/patients/${id}`) }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** @param page what the form was filled in beside. @throws ApiFailure. */
  async function change(page: DeskPatient, path: string, body: object, done: string) {
    const address = `/api/staff/patients/${page.id}${path}`
    await refreshed(page, async () => {
      const patient = await postJson<DeskPatient>(address, { ...body, seen: page.version })
      state.value = { kind: "ready", patient }
      news.value = done
    })
  }

  async function refreshed<Result>(page: DeskPatient, deed: () => Promise<Result>): Promise<Result> {
    try {
      return await deed()
    } catch (error) {
      if (outdated.includes(failureCode(error))) await open(page.id)
      throw error
    }
  }

  /** @throws ApiFailure. */
  async function invite(page: DeskPatient, grantId: string): Promise<DeskInvited["invited"]> {
    const address = `/api/staff/patients/${page.id}/grants/${grantId}/invite`
    return refreshed(page, async () => {
      const { patient, invited } = await postJson<DeskInvited>(address, {})
      state.value = { kind: "ready", patient }
      return invited
    })
  }

  const previewEnd = (page: DeskPatient, grantId: string) =>
    getJson<EndPreview>(`/api/staff/patients/${page.id}/grants/${grantId}/end-preview`)

  const cancelInvitation = (page: DeskPatient, grantId: string) =>
    refreshed(page, async () => {
      const address = `/api/staff/patients/${page.id}/grants/${grantId}/cancel-invitation`
      state.value = { kind: "ready", patient: await postJson<DeskPatient>(address, {}) }
    })

  return { text, found, state, news, find, open, change, invite, cancelInvitation, previewEnd }
})
