// When the portal answers again: is what this device keeps still the reader's? And is there a session to go on with?
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { getJson } from "../api/call.ts"
import { watchConnection, whenReachableAgain } from "../api/connection.ts"
import { now } from "../kit/clock.ts"
import { useLoginStore } from "../login/login.store.ts"
import { withGrants } from "../offline/grants-of.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { currentVault } from "../vault/current.ts"
import { isStartingOver } from "./covered.ts"
import { dropEverything, dropRecords } from "./drop-everything.ts"

/** Once a minute at most, when the reader comes back to the page. */
const ASK_AGAIN_MS = 60_000

/** @returns asks the server at once. */
export function watchVault(router: Router): () => void {
  const access = useAccessStore()
  const offline = useOfflineStore()
  const login = useLoginStore()
  let askedAt = 0

  function cover() {
    isStartingOver.value = true
    dropEverything()
  }

  async function ask() {
    const vault = currentVault.value
    if (!vault) return
    askedAt = now().getTime()
    const said = await offline.contact(vault, cover)
    if (said === "wiped") return await leave()
    if (said === "silent" || !access.isFromVault || !access.me || currentVault.value !== vault) return
    access.openFromVault(withGrants(access.me, vault.grants, now()))
    const session = access.lastTag() === vault.accountTag ? await access.askAgain() : null
    if (session?.tag === vault.accountTag && currentVault.value === vault) access.know(session)
    await leaveLostRecord()
  }

  async function leave() {
    login.arrival = "vault-ended"
    access.forget()
    await router.replace("/inloggen")
    isStartingOver.value = false
  }

  async function leaveLostRecord() {
    const { patientId } = router.currentRoute.value.params
    if (typeof patientId !== "string" || access.patient(patientId)) return
    dropRecords()
    await router.replace("/")
  }

  whenReachableAgain(() => {
    void access.sendWaitingLogOut().catch(() => undefined)
    void ask()
  })
  watchConnection(() => getJson("/api/health"))
  document.addEventListener("visibilitychange", () => {
    const isDue = Math.abs(now().getTime() - askedAt) >= ASK_AGAIN_MS
    if (document.visibilityState === "visible" && isDue) void ask()
  })
  return () => void ask()
}
