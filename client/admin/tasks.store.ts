// The work list, as the server tells it. Each change answers the new list; one that came too late reads it anew.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { RefusedList, StaffTask, TaskCount, TaskList } from "#contract/tasks"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State = { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; list: TaskList }

const outdated: readonly FailureCode[] = ["task-taken", "task-done", "not-found", "not-possible"]

export const useTasksStore = defineStore("tasks", () => {
  const state = shallowRef<State>({ kind: "loading" })
  const count = shallowRef<TaskCount | null>(null)
  /** What was done last, for the sentence on the list. */
  const news = ref<string | null>(null)

  async function load() {
    if (state.value.kind !== "ready") state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", list: await getJson<TaskList>("/api/staff/tasks") }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** Of the start page; without an answer it says nothing about it. */
  async function loadCount() {
    count.value = await getJson<TaskCount>("/api/staff/tasks/count").catch(() => null)
  }

  const find = (id: string): StaffTask | undefined =>
    state.value.kind === "ready"
      ? [...state.value.list.open, ...state.value.list.done].find((task) => task.id === id)
      : undefined

  /** @throws ApiFailure; the list is what holds by then. */
  async function act(path: string, body: object) {
    try {
      state.value = { kind: "ready", list: await postJson<TaskList>(path, body) }
    } catch (error) {
      if (outdated.includes(failureCode(error))) await load()
      throw error
    }
  }

  /** @throws ApiFailure. */
  const refusedOf = async (id: string) => (await getJson<RefusedList>(`/api/staff/tasks/${id}/refused`)).items

  const decide = (id: string, what: "pick" | "release" | "approve" | "cancel") =>
    act(`/api/staff/tasks/${id}/${what}`, {})
  const takeOver = (id: string, seen: string) => act(`/api/staff/tasks/${id}/take-over`, { seen })
  const finish = (id: string, done: { note: string; unblock: boolean }) =>
    act(`/api/staff/tasks/${id}/done`, done)
  const askLostPhone = (patientId: string, grantId: string, typed: { mobile: string; proof: string }) =>
    act(`/api/staff/patients/${patientId}/grants/${grantId}/lost-phone`, typed)

  return { state, count, news, load, loadCount, find, decide, takeOver, refusedOf, finish, askLostPhone }
})
