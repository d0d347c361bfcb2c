// When the portal answers again: is what this device keeps still the reader's? And is there a session to go on with?
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { getJson } from "../api/call.ts"
import { watchConnection, whenReachableAgain } from "../api/connection.ts"
import { rememberReturnPath } from "../device/return-path.ts"
import { now } from "../kit/clock.ts"
import { useLoginStore } from "../login/login.store.ts"
import { withGrants } from "../offline/grants-of.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { sendWiped } from "../offline/wiped-vaults.ts"
import { currentVault } from "../vault/current.ts"
import type { OpenVault } from "../vault/types.ts"
import { isStartingOver } from "./covered.ts"
import { dropEverything } from "./drop-everything.ts"
import { leadToTerms } from "./lead-to-terms.ts"
import { leaveLostRecord } from "./lost-record.ts"

/** Once a minute at most, when the reader comes back to the page. */
const ASK_AGAIN_MS = 60_000

/** @returns asks the server at once, and carries out what it says. */
export function watchVault(router: Router): () => Promise<void> {
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
    let wasShown = false
    const said = await offline.contact(vault, () => {
      // On the lock, or of another reader by now: nothing of it is on the page.
      wasShown = currentVault.value === vault
      if (wasShown) cover()
    })
    if (said === "wiped") return wasShown ? await leave("vault-ended") : undefined
    if (said === "closed") return wasShown ? await askForTerms() : undefined
    if (said === "silent" || !access.isFromVault || !access.me || currentVault.value !== vault) return
    access.openFromVault(withGrants(access.me, vault.grants, now()))
    await leaveLostRecord(router)
    void goOnWithSession(vault)
  }

  async function goOnWithSession(vault: OpenVault) {
    const session = access.lastTag() === vault.accountTag ? await access.askAgain() : null
    if (session?.tag !== vault.accountTag || currentVault.value !== vault) return
    access.know(session)
    await leaveLostRecord(router)
  }

  /** Who has a session says yes there; who reads from the vault logs in first. */
  async function askForTerms() {
    if (!access.isFromVault) return void (await leadToTerms(router))
    rememberReturnPath(router.currentRoute.value.fullPath)
    await leave("new-terms")
  }

  async function leave(arrival: "vault-ended" | "new-terms" | null) {
    login.arrival = arrival
    isStartingOver.value = true
    access.forget()
    await router.replace("/inloggen")
    isStartingOver.value = false
  }

  // Wiped by another tab: what was read from it goes here too.
  offline.whenLost(() => void (access.isFromVault && leave(null)))
  whenReachableAgain(() => {
    void access.sendWaitingLogOut().catch(() => undefined)
    void access.sendWaitingLock()
    void sendWiped()
    void ask()
  })
  watchConnection(() => getJson("/api/health"))
  document.addEventListener("visibilitychange", () => {
    const isDue = Math.abs(now().getTime() - askedAt) >= ASK_AGAIN_MS
    if (document.visibilityState === "visible" && isDue) void ask()
  })
  return ask
}
