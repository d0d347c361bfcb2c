// The devices of the account, as the server lists them. Nothing of it is kept: the page forgets it when it is left.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { Device, DeviceList } from "#contract/devices"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State = { kind: "loading" } | { kind: "failed"; code: FailureCode } | ({ kind: "ready" } & DeviceList)
/** What the reader did last, for the sentence about it. */
type Ended = { device: Device | "others"; wipes: boolean }

export const useDevicesStore = defineStore("devices", () => {
  const state = shallowRef<State>({ kind: "loading" })
  const ended = shallowRef<Ended | null>(null)
  const problem = ref<FailureCode | null>(null)
  /** The id of the device that is being ended, or "others". */
  const busy = ref<string | null>(null)
  let turn = 0

  function clear() {
    turn += 1
    state.value = { kind: "loading" }
    ended.value = problem.value = busy.value = null
  }

  async function load() {
    const mine = ++turn
    state.value = { kind: "loading" }
    const next = await ask(() => getJson<DeviceList>("/api/account/devices"))
    if (mine === turn) state.value = next
  }

  const end = (device: Device) =>
    act({ device, wipes: device.keepsRecords }, device.id, "end", { id: device.id })

  function endOthers() {
    const devices = state.value.kind === "ready" ? state.value.devices : []
    const wipes = devices.some((one) => !one.isHere && one.keepsRecords)
    return act({ device: "others", wipes }, "others", "end-others", {})
  }

  /** One at a time. @returns true when it was done. */
  async function act(what: Ended, name: string, path: string, body: unknown): Promise<boolean> {
    if (busy.value !== null) return false
    const mine = ++turn
    busy.value = name
    ended.value = problem.value = null
    const next = await ask(() => postJson<DeviceList>(`/api/account/devices/${path}`, body))
    if (mine !== turn) return false
    busy.value = null
    if (next.kind === "failed") {
      problem.value = next.code
      return false
    }
    state.value = next
    ended.value = what
    return true
  }

  return { state, ended, problem, busy, load, end, endOthers, clear }
})

async function ask(fetch: () => Promise<DeviceList>): Promise<Exclude<State, { kind: "loading" }>> {
  try {
    return { kind: "ready", ...(await fetch()) }
  } catch (error) {
    return { kind: "failed", code: failureCode(error) }
  }
}
