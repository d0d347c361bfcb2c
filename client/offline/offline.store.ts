// The vaults on this device: which there are, who opens them, and what the server says of them. Everyone else only
// reads and writes the one that is open (vault/current.ts).
import { defineStore } from "pinia"
import { computed, shallowRef } from "vue"
import type { Me } from "#contract/account"
import type { VaultTicket } from "#contract/vault"
import { useAccessStore } from "../access/access.store.ts"
import { postJson } from "../api/call.ts"
import { ApiFailure, failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { currentVault, savedAtShown } from "../vault/current.ts"
import { forgetMark, readMark, setMark } from "../device/marks.ts"
import { mayHaveVaults } from "../vault/may-have-vaults.ts"
import type { OpenVault, RecordPlace, VaultRow } from "../vault/types.ts"
import { askServer } from "./ask-server.ts"
import { grantsOf } from "./grants-of.ts"
import { dropProof, holdProof, proofOf } from "./proof.ts"
import { sendWiped, tellWiped } from "./wiped-vaults.ts"

/** Its code is fetched only where there is a vault, or somebody asks for one. */
let loaded: Promise<typeof import("../vault/vault.ts")> | null = null

export const mePlace: RecordPlace = { type: "me", patientId: null, section: null, id: "" }

export type Kept = "kept" | "weak" | "refused" | FailureCode

export const useOfflineStore = defineStore("offline", () => {
  const access = useAccessStore()
  const rows = shallowRef<VaultRow[]>([])
  const hasVault = computed(() => rows.value.length > 0)
  const ownRow = computed(() => rows.value.find(({ accountTag }) => accountTag === access.me?.tag) ?? null)

  /** Opened with the password of the login, before it is known whose session begins. */
  let preparing: Promise<OpenVault | null> = Promise.resolve(null)
  let meeting: Promise<void> = Promise.resolve()
  let lost = () => {}

  /** Told when the vault that is open here was wiped by another tab, or had to wipe itself. */
  const whenLost = (listener: () => void) => void (lost = listener)

  /** Another tab may wipe too: then this one knows it no longer either. */
  async function load() {
    const code = await import("../vault/vault.ts")
    code.onWiped((id) => {
      void refresh()
      if (currentVault.value?.id !== id) return
      close()
      lost()
    })
    return code
  }

  const vaultCode = () => (loaded ??= load())

  /** Finishes what was interrupted, so it comes before anything is shown. */
  async function start() {
    void sendWiped()
    if (await mayHaveVaults()) await refresh()
  }

  async function refresh() {
    rows.value = await (await vaultCode()).listVaults(now())
  }

  /** The server accepted this password: while the SMS is on its way, its vault opens. */
  function prove(email: string, password: string) {
    forgetProof()
    holdProof({ email, password }, forgetProof)
    if (hasVault.value) preparing = openWith(password)
  }

  function forgetProof() {
    dropProof()
    void preparing.then((vault) => vault !== currentVault.value && vault?.close())
    preparing = Promise.resolve(null)
  }

  async function openWith(password: string): Promise<OpenVault | null> {
    const { unlockVault } = await vaultCode()
    const mostLikelyFirst = [...rows.value].sort((a) => (a.accountTag === access.lastTag() ? -1 : 1))
    for (const { id } of mostLikelyFirst) {
      const unlocked = await unlockVault(id, password, now(), "just-proven")
      if (unlocked.kind === "open") return unlocked.vault
    }
    return null
  }

  /** A session is open, or says something new of its reader: the vault follows. */
  function meet(me: Me) {
    const follows = () => follow(me)
    // One at a time: two of them would both make a vault.
    meeting = meeting.then(follows, follows).catch((error: unknown) => {
      // Without a vault everything online still works.
      if (!(error instanceof ApiFailure)) throw error
    })
  }

  /** Before a page of the record is asked for: so that the first one is kept too. */
  const settled = () => meeting

  async function follow(me: Me) {
    if (access.me?.tag !== me.tag) return
    if (currentVault.value && currentVault.value.accountTag !== me.tag) close()
    const vault = currentVault.value ?? (await adopt(me))
    if (!vault) return
    await vault.setGrants(grantsOf(me), now())
    await keepMe(vault, me)
  }

  /** The vault that the password opened, when it is this reader's; a new one when the password has changed since. */
  async function adopt(me: Me): Promise<OpenVault | null> {
    const prepared = await preparing
    const row = ownRow.value
    const password = proofOf(me)
    if (!password || row?.accountTag !== me.tag) return null
    const vault = prepared?.accountTag === me.tag ? prepared : await openOwn(row, password)
    if (vault === "unavailable") return null
    if (!vault) return await renewWhole(row, password)
    if (!show(vault)) return null
    forgetProof()
    try {
      await vault.renew(await postJson<VaultTicket>("/api/vault", { vault: vault.id }), now())
      await contact(vault)
    } catch (error) {
      const code = failureCode(error)
      if (code === "vault-ended") return await renewWhole(row, password)
      if (code === "offline-not-allowed") await wipe(vault.id)
    }
    return currentVault.value === vault ? vault : null
  }

  /** Another reader of this device may have the same password: then theirs was opened instead. */
  async function openOwn({ id }: VaultRow, password: string): Promise<OpenVault | "unavailable" | null> {
    const unlocked = await (await vaultCode()).unlockVault(id, password, now(), "just-proven")
    if (unlocked.kind === "open") return unlocked.vault
    return unlocked.kind === "unavailable" ? "unavailable" : null
  }

  /** Opening takes a while. @returns false when its reader has left meanwhile: then it closes. */
  function show(vault: OpenVault): boolean {
    const isTheirs = access.me?.tag === vault.accountTag
    if (isTheirs) currentVault.value = vault
    else vault.close()
    return isTheirs
  }

  /** The old one opens with a password that is no longer the account's, or the server ended it. */
  async function renewWhole({ id, accountTag, label }: VaultRow, password: string) {
    await wipe(id)
    await keep(password, label, accountTag)
    return currentVault.value?.accountTag === accountTag ? currentVault.value : null
  }

  const keepMe = (vault: OpenVault, me: Me) => vault.put([{ ...mePlace, value: me, items: [] }], now())

  /** Whether to ask "Wilt u op deze tablet ook zonder internet lezen?": once, to who may and just logged in. */
  function mustAsk(): boolean {
    const { me } = access
    if (!me?.mayKeepOffline || !hasProof() || access.isFromVault || !me.patients.length) return false
    return !ownRow.value && readMark("declined") !== me.tag && "indexedDB" in window
  }

  function decline() {
    if (access.me) setMark("declined", access.me.tag)
    forgetProof()
  }

  const hasProof = () => proofOf(access.me) !== null

  async function keepWithProof(label: string): Promise<Kept> {
    const password = proofOf(access.me)
    return password === null ? "refused" : await keep(password, label)
  }

  /**
   * Makes a vault for the reader of this session.
   * @param password the account's, judged by the server a moment ago.
   * @param tag of that account: when another reader came meanwhile, theirs is not locked with it.
   */
  async function keep(password: string, label: string, tag = access.me?.tag): Promise<Kept> {
    const { me } = access
    if (!me || me.tag !== tag) return "refused"
    const own = [me.email, me.name ?? "", ...me.patients.map(({ name }) => name)]
    const { isStrongEnough } = await import("./password-strength.ts")
    if (!isStrongEnough(password, own)) return "weak"
    const id = crypto.randomUUID()
    try {
      const ticket = await postJson<VaultTicket>("/api/vault", { vault: id })
      const { createVault } = await vaultCode()
      const made = { id, accountTag: me.tag, label, password, ticket, grants: grantsOf(me), now: now() }
      const vault = await createVault(made)
      await refresh()
      if (!vault || !show(vault)) {
        await wipe(id)
        return "refused"
      }
      await keepMe(vault, me)
    } catch (error) {
      return failureCode(error)
    }
    forgetMark("declined")
    forgetProof()
    void navigator.storage?.persist?.().catch(() => undefined)
    return "kept"
  }

  /** The account has another password from now on: what the old one opens goes, and a new vault takes its place. */
  async function remake(password: string): Promise<Kept | "none"> {
    if (await mayHaveVaults()) await refresh()
    const row = ownRow.value
    if (!row) return "none"
    await wipe(row.id)
    return await keep(password, row.label, row.accountTag)
  }

  /** Asks the server about a vault. @param cover called before a wipe: nothing of it may be shown any more. */
  async function contact(
    vault: OpenVault,
    cover = () => {},
  ): Promise<"open" | "wiped" | "closed" | "silent"> {
    const verdict = await askServer(vault)
    if (!verdict || verdict.vault !== vault.id) return "silent"
    if (verdict.verdict === "wipe") {
      cover()
      await wipe(vault.id)
      return "wiped"
    }
    if (verdict.verdict === "closed") {
      cover()
      return "closed"
    }
    await vault.obey(verdict, now())
    return "open"
  }

  async function wipe(id: string) {
    if (currentVault.value?.id === id) close()
    const { wipeVault } = await vaultCode()
    await wipeVault(id)
    await refresh()
    void tellWiped(id)
  }

  /** Every vault of this device, whoever's. @returns false when one is left that only the next start can erase. */
  async function wipeAll(): Promise<boolean> {
    close()
    if (await mayHaveVaults()) await refresh()
    const erased: boolean[] = []
    for (const { id } of rows.value) {
      erased.push(await (await vaultCode()).wipeVault(id))
      void tellWiped(id)
    }
    if (erased.length > 0) await refresh()
    await sendWiped()
    return erased.every(Boolean)
  }

  /** Nothing of the record stays in memory. */
  function close() {
    currentVault.value?.close()
    currentVault.value = null
    savedAtShown.value = null
  }

  return {
    rows,
    hasVault,
    ownRow,
    whenLost,
    start,
    refresh,
    prove,
    forgetProof,
    hasProof,
    meet,
    settled,
    mustAsk,
    decline,
    keep,
    keepWithProof,
    remake,
    contact,
    wipe,
    wipeAll,
    close,
  }
})
