// The staff accounts, as the server lists them. Each change answers the new list.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { MemberList, StaffMember, StaffRole } from "#contract/staff"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; members: StaffMember[] }

export const useMembersStore = defineStore("members", () => {
  const state = shallowRef<State>({ kind: "loading" })
  /** What was done last, for the sentence on the list. */
  const news = ref<string | null>(null)

  async function load() {
    if (state.value.kind !== "ready") state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", ...(await getJson<MemberList>("/api/staff/members")) }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  const find = (id: string) =>
    state.value.kind === "ready" ? state.value.members.find((member) => member.id === id) : undefined

  /** @throws ApiFailure; the list is read anew first when it turned out to be old. */
  async function act(path: string, body: unknown) {
    try {
      state.value = { kind: "ready", ...(await postJson<MemberList>(`/api/staff/members${path}`, body)) }
    } catch (error) {
      if (["changed-meanwhile", "staff-state", "not-found"].includes(failureCode(error))) await load()
      throw error
    }
  }

  const invite = (member: { name: string; email: string; roles: StaffRole[] }) => act("", member)
  const changeRoles = (id: string, roles: StaffRole[], seen: StaffRole[]) =>
    act(`/${id}/roles`, { roles, seen })
  const decide = (id: string, what: "invite" | "reset" | "end") => act(`/${id}/${what}`, {})

  return { state, news, load, find, invite, changeRoles, decide }
})
