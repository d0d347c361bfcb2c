// Opening what is on the lock: the vault on this device, the session on the server, or both with one password.
import type { Me } from "#contract/account"
import { useAccessStore } from "../access/access.store.ts"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { currentVault } from "../vault/current.ts"
import type { OpenVault, VaultRow } from "../vault/types.ts"
import { withGrants } from "./grants-of.ts"
import { mePlace, useOfflineStore } from "./offline.store.ts"
import { tellWiped } from "./wiped-vaults.ts"

export type Opened =
  | { kind: "open" }
  | { kind: "wrong"; triesLeft: number | null }
  | { kind: "wait"; until: number }
  /** "tries": the tenth wrong password; "server": the right to it ended. */
  | { kind: "wiped"; why: "tries" | "server" }
  | {
      kind: "log-in"
      why: "lease-over" | "clock-behind" | "session-ended" | "terms" | "broken" | "newer" | "unavailable"
    }
  | { kind: "failed"; code: FailureCode }

/** @param row null: there is no vault of this reader, only a session that waits for its password. */
export async function unlock(row: VaultRow | null, password: string): Promise<Opened> {
  if (!row) return await unlockSessionOnly(password)
  const offline = useOfflineStore()
  const { unlockVault } = await import("../vault/vault.ts")
  const unlocked = await unlockVault(row.id, password, now(), "counted")
  switch (unlocked.kind) {
    case "open":
      return await enter(unlocked.vault, password)
    case "wrong":
      if (unlocked.waitUntil) return { kind: "wait", until: unlocked.waitUntil }
      return { kind: "wrong", triesLeft: unlocked.triesLeft }
    case "wait":
      return unlocked
    case "wiped":
      await offline.refresh()
      void tellWiped(row.id)
      return { kind: "wiped", why: "tries" }
    default:
      return { kind: "log-in", why: unlocked.kind }
  }
}

/** The server has its say before anything is shown; its silence leaves it to the lease. */
async function enter(vault: OpenVault, password: string): Promise<Opened> {
  const access = useAccessStore()
  const said = await useOfflineStore().contact(vault)
  // Another reader's session may wait behind the lock; put there without internet, it is still open on the server.
  if (said !== "silent" && access.lastTag() !== vault.accountTag) await access.sendWaitingLock()
  if (said === "wiped") {
    // The session, when there still is one, was on the lock and stays there: only the server knows.
    await postJson("/api/session/lock", {}).catch(() => undefined)
    access.forget()
    return { kind: "wiped", why: "server" }
  }
  const me = said === "silent" ? null : await sessionOf(vault, password)
  if (me) {
    // Who owes a yes to new terms gives it first: the vault stays shut until the next login or lock.
    if (said === "closed" || me.stage !== "open") vault.close()
    else currentVault.value = vault
    access.know(me)
    return { kind: "open" }
  }
  if (said === "closed") {
    vault.close()
    return { kind: "log-in", why: "terms" }
  }
  const verdict = vault.judge(now())
  const kept = verdict === "open" ? ((await vault.get(mePlace, now()))?.value as Me | undefined) : undefined
  if (!kept) {
    vault.close()
    return { kind: "log-in", why: verdict === "open" ? "broken" : verdict }
  }
  currentVault.value = vault
  access.openFromVault(withGrants(kept, vault.grants, now()))
  return { kind: "open" }
}

/** The session of the same reader, when it lives and takes this password. Never somebody else's. */
async function sessionOf(vault: OpenVault, password: string): Promise<Me | null> {
  if (useAccessStore().lastTag() !== vault.accountTag) return null
  try {
    await postJson("/api/session/unlock", { password })
    const me = await getJson<Me>("/api/me")
    if (me.tag === vault.accountTag) return me
    await postJson("/api/session/lock", {})
  } catch (error) {
    failureCode(error)
  }
  return null
}

async function unlockSessionOnly(password: string): Promise<Opened> {
  try {
    await postJson("/api/session/unlock", { password })
    useAccessStore().know(await getJson<Me>("/api/me"))
    return { kind: "open" }
  } catch (error) {
    const code = failureCode(error)
    if (code === "session-required") return { kind: "log-in", why: "session-ended" }
    if (code === "credentials-wrong") return { kind: "wrong", triesLeft: null }
    return { kind: "failed", code }
  }
}
