// The encrypted offline store of design/offline.md. The only file of this folder that others import, types aside.
import type { VaultGrant, VaultTicket } from "#contract/vault"
import { randomBytes } from "./codec.ts"
import { createEpoch, readClearHeader } from "./epoch.ts"
import { isExpected, VaultFailure } from "./failure.ts"
import { FORMAT, SALT_BYTES, type HeaderFacts } from "./header.ts"
import { chooseIterations, deriveKek } from "./keys.ts"
import { openLedger } from "./ledger.ts"
import { newManifest, wipeAfterOf } from "./manifest.ts"
import { openVault } from "./open-vault.ts"
import { newPlace } from "./places.ts"
import { changeRow, findRow, isRow, listRows, putRow } from "./rows.ts"
import { countTry, judgeTry, MOST_TRIES, noTries } from "./tries.ts"
import { inTurn } from "./turns.ts"
import type { OpenVault, Unlocked, VaultRow } from "./types.ts"
import { tidyUp, wipeVault } from "./wipe.ts"

export { onWiped } from "./news.ts"
export { wipeVault }

const MOST_VAULTS = 4

/** The vaults of this device, after finishing what an earlier start left undone. None when the browser keeps nothing. */
export async function listVaults(now = new Date()): Promise<VaultRow[]> {
  try {
    return await tidyUp(now.toISOString().slice(0, 10))
  } catch (error) {
    if (!isExpected(error)) throw error
    return []
  }
}

export type NewVault = {
  id: string
  accountTag: string
  label: string
  password: string
  ticket: VaultTicket
  grants: VaultGrant[]
  now: Date
}

/** In place of an older vault of the same account. null: the browser keeps nothing here. */
export async function createVault(wanted: NewVault): Promise<OpenVault | null> {
  const { id, accountTag, password, ticket, grants, now } = wanted
  let row: VaultRow | null = null
  try {
    await makeRoom(accountTag)
    const factor = { accountTag, salt: randomBytes(SALT_BYTES), iterations: await chooseIterations() }
    const kek = await deriveKek(password, factor)
    const facts: HeaderFacts = {
      ...factor,
      format: FORMAT,
      epoch: 1,
      factor: "password",
      kdf: "PBKDF2-SHA256",
    }
    const made = (row = newRow(wanted))
    await inTurn(id, async () => {
      // Flagged until it is whole: killed before that, the next start wipes it.
      await putRow({ ...made, wipe: true })
      const { epoch } = await createEpoch(made.place, kek, facts, newManifest(ticket, grants), () =>
        Promise.resolve(null),
      )
      epoch.db.close()
      await putRow(made)
    })
    return openVault(await openLedger(made, kek), now)
  } catch (error) {
    if (row) await wipeVault(id)
    if (!isExpected(error)) throw error
    return null
  }
}

const newRow = ({ id, accountTag, label, ticket }: NewVault): VaultRow => ({
  id,
  accountTag,
  label,
  place: newPlace(),
  leftover: null,
  ...noTries,
  wipeAfter: wipeAfterOf(ticket.leaseUntil),
  wipe: false,
})

/** Of other accounts the one that was longest without contact goes: it is a copy of what the server has. */
async function makeRoom(accountTag: string): Promise<void> {
  const rows = (await listRows()).filter(isRow)
  const others = rows
    .filter((row) => row.accountTag !== accountTag)
    .sort((a, b) => (a.wipeAfter < b.wipeAfter ? 1 : -1))
  const leaving = [...rows.filter((row) => row.accountTag === accountTag), ...others.slice(MOST_VAULTS - 1)]
  for (const row of leaving) await wipeVault(row.id)
}

/** "just-proven": the server accepted this password a moment ago, so it neither waits nor counts. */
export async function unlockVault(
  id: string,
  password: string,
  now: Date,
  how: "counted" | "just-proven",
): Promise<Unlocked> {
  try {
    const row = await findRow(id)
    if (!row) return { kind: "wiped" }
    if (row.wipe || row.wipeAfter < now.toISOString().slice(0, 10)) return await wiped(id)
    const header = await inTurn(id, () => readCurrent(id, readClearHeader))
    const judged = how === "counted" ? await count(id, now) : null
    if (judged?.kind === "spent") return await wiped(id)
    if (judged?.kind === "wait") return judged
    const kek = await deriveKek(password, header)
    try {
      const ledger = await inTurn(id, () => readCurrent(id, (current) => openLedger(current, kek)))
      await changeRow(id, (current) => ({ ...current, ...noTries }))
      return { kind: "open", vault: openVault(ledger, now) }
    } catch (error) {
      if (!isWrong(error)) throw error
      // The server knows this password and the vault does not: it is of no use any more.
      if (!judged) return { kind: "broken" }
      if (judged.tries < MOST_TRIES)
        return { kind: "wrong", triesLeft: MOST_TRIES - judged.tries, waitUntil: judged.waitUntil }
      return await wiped(id)
    }
  } catch (error) {
    if (error instanceof VaultFailure && error.code === "gone") return wiped(id)
    if (error instanceof VaultFailure && error.code === "newer") return { kind: "newer" }
    if (error instanceof VaultFailure) return { kind: "broken" }
    if (error instanceof DOMException) return { kind: "unavailable" }
    throw error
  }
}

async function readCurrent<T>(id: string, read: (row: VaultRow) => Promise<T>): Promise<T> {
  const row = await findRow(id)
  if (!row || row.wipe) throw new VaultFailure("gone")
  return read(row)
}

type Counted =
  | { kind: "may-try"; tries: number; waitUntil: number | null }
  | { kind: "wait"; until: number }
  | { kind: "spent" }

/** Judged and counted in one write, on disk before the derivation: closing the app saves no try. */
async function count(id: string, now: Date): Promise<Counted> {
  let judged: Counted = { kind: "spent" }
  await changeRow(id, (row) => {
    const verdict = judgeTry(row, now.getTime())
    const counted = countTry(row, now.getTime())
    if (verdict === "wait") judged = { kind: "wait", until: row.waitUntil ?? 0 }
    if (verdict === "may-try") judged = { kind: "may-try", ...counted }
    return verdict === "may-try" ? { ...row, ...counted } : row
  })
  return judged
}

const isWrong = (error: unknown) => error instanceof VaultFailure && error.code === "wrong"

async function wiped(id: string): Promise<Unlocked> {
  await wipeVault(id)
  return { kind: "wiped" }
}

export async function relabel(id: string, label: string): Promise<void> {
  await changeRow(id, (row) => ({ ...row, label }))
}
