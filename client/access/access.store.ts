// Who is logged in and whose records they may read. The server has no "current patient": the address has it.
import { defineStore } from "pinia"
import { computed, ref, shallowRef } from "vue"
import type { Section } from "#contract/access"
import type { Me } from "#contract/account"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { forgetMark, hasMark, readMark, setMark } from "../device/marks.ts"
import { readerFacts } from "./words.ts"

export type AccessState =
  | { kind: "unknown" }
  | { kind: "visitor" }
  | { kind: "failed"; code: FailureCode }
  /** The portal is on the lock: nothing of a record is shown until the password opens it. */
  | { kind: "locked" }
  | { kind: "bsn"; me: Me }
  /** A version of the terms or the privacy statement is in force that this reader has not said yes to. */
  | { kind: "terms"; me: Me }
  /** "vault": what was kept on this device is read, without a session. */
  | { kind: "open"; me: Me; from: "session" | "vault" }

export const useAccessStore = defineStore("access", () => {
  const state = ref<AccessState>({ kind: "unknown" })
  /** What the server said last, as it said it: how long a session lasts is counted from then. */
  const answered = shallowRef<Me | null>(null)
  const lastPatientId = ref<string | null>(null)
  /** There is a session, and the password opens it; said by the last answer that spoke of one. */
  const isSessionLocked = ref(false)
  /** The address of whoever is on the way in: typed once, kept as long as the page lives. */
  const email = ref("")
  let asked: Promise<void> | null = null

  const me = computed(() => ("me" in state.value ? state.value.me : null))
  const patients = computed(() => me.value?.patients ?? [])
  const isOpen = computed(() => state.value.kind === "open")
  const isFromVault = computed(() => state.value.kind === "open" && state.value.from === "vault")
  /** Home: the only record, the one that was open last, or null when a choice must be made. */
  const homePatientId = computed(() => {
    if (patients.value.length === 1) return patients.value[0]?.id ?? null
    return patients.value.some(({ id }) => id === lastPatientId.value) ? lastPatientId.value : null
  })

  /** @param patience milliseconds; where a lock screen can stand in, nobody waits long for an answer. */
  async function load(patience?: number) {
    try {
      await sendWaitingLogOut()
      const wasLocked = hasMark("locked")
      const answer = await getJson<Me>("/api/me", patience ? { patience } : {})
      // Put on the lock by another tab while this answer was on its way.
      if (hasMark("locked") && !wasLocked) state.value = { kind: "locked" }
      else know(answer)
    } catch (error) {
      const code = failureCode(error)
      if (code === "session-required") forget()
      else state.value = code === "session-locked" ? { kind: "locked" } : { kind: "failed", code }
    }
  }

  function know(answer: Me) {
    answered.value = answer
    state.value =
      answer.stage === "open"
        ? { kind: "open", me: answer, from: "session" }
        : { kind: answer.stage, me: answer }
    setMark("session", answer.tag)
    forgetMark("locked")
  }

  function openFromVault(kept: Me) {
    state.value = { kind: "open", me: kept, from: "vault" }
    // A session of someone else that waits behind the lock stays there.
    if (lastTag() === kept.tag) forgetMark("locked")
  }

  /** On this device at once; the server is told by whoever locks. */
  function lock() {
    state.value = { kind: "locked" }
    setMark("locked")
  }

  /** Logged out without internet: the session's cookie can only be taken back by the server, before anything else. */
  async function sendWaitingLogOut() {
    const how = readMark("leaving")
    if (!how) return
    if (how === "alles") await postJson("/api/logout/device", { wiped: true })
    else await postJson("/api/logout", {})
    forgetMark("leaving")
  }

  /** Put on the lock without internet: the server did not hear it, and would still answer for that session. */
  async function sendWaitingLock() {
    if (hasMark("locked")) await postJson("/api/session/lock", {}).catch(() => undefined)
  }

  /** Who it is now, or null without an answer. Changes nothing by itself. */
  async function askAgain(): Promise<Me | null> {
    try {
      return await getJson<Me>("/api/me")
    } catch (error) {
      failureCode(error)
      return null
    }
  }

  /** What was known may be of someone else: the next to ask asks the server. */
  function doubt() {
    state.value = { kind: "unknown" }
  }

  /** Asks the server once; a failed question is asked again. A portal that was put on the lock stays there. */
  async function ensure(patience?: number) {
    if (state.value.kind !== "unknown" && state.value.kind !== "failed") return
    if (hasMark("locked")) {
      state.value = { kind: "locked" }
      return void sendWaitingLock()
    }
    asked ??= load(patience).finally(() => (asked = null))
    await asked
  }

  /** On a page for everyone: asks only when this browser was logged in before. */
  async function ensureIfLikely() {
    if (hasMark("session") || hasMark("leaving")) await ensure()
  }

  /** Stands for the account that had a session here last. */
  const lastTag = () => readMark("session")

  const patient = (id: string) => patients.value.find((each) => each.id === id) ?? null
  const mayRead = (id: string, section: Section) => patient(id)?.sections.includes(section) ?? false

  /** Put away: gone from this page, and from what a device keeps of it. */
  function forgetAnnouncement(id: string) {
    if (!me.value || state.value.kind !== "open") return
    const announcements = (me.value.announcements ?? []).filter((one) => one.id !== id)
    state.value = { ...state.value, me: { ...me.value, announcements } }
  }

  const factsOf = readerFacts

  function forget() {
    state.value = { kind: "visitor" }
    lastPatientId.value = null
    forgetMark("session")
    forgetMark("locked")
  }

  return {
    state,
    answered,
    email,
    isSessionLocked,
    me,
    patients,
    isOpen,
    isFromVault,
    homePatientId,
    lastPatientId,
    load,
    know,
    openFromVault,
    lock,
    askAgain,
    sendWaitingLogOut,
    sendWaitingLock,
    doubt,
    ensure,
    ensureIfLikely,
    lastTag,
    patient,
    mayRead,
    factsOf,
    forgetAnnouncement,
    forget,
  }
})
