// "Dit is een gedeeld apparaat: wis alles": first what is kept here, then the server's cookies, then the browser's stores.
import { useAccessStore } from "../access/access.store.ts"
import { postJson } from "../api/call.ts"
import { failureCode } from "../api/failure.ts"
import { readMark, setMark } from "../device/marks.ts"
import { wipeStorage } from "../device/wipe-storage.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { useLoginStore } from "./login.store.ts"

export type Wiped = {
  /** Nothing is left on the device. */
  isAll: boolean
  /** The server knows; else it is told at the next contact, before anything else. */
  isTold: boolean
}

export async function wipeDevice(): Promise<Wiped> {
  const access = useAccessStore()
  const login = useLoginStore()
  // Closed half-way: the next start ends the session, whatever is left here.
  setMark("leaving", "alles")
  const areVaultsGone = await useOfflineStore().wipeAll()
  const isTold = await tellServer()
  // Other tabs hear of it by this word; the login page's own sentence about it would not be true here.
  login.arrival = "logged-out"
  access.email = ""
  access.forget()
  login.arrival = null
  // Vaults of which the server must still hear: random ids.
  const untold = readMark("wiped")
  const isAll = await wipeStorage()
  if (untold) setMark("wiped", untold)
  if (!isTold) setMark("leaving", "alles")
  return { isAll: isAll && areVaultsGone, isTold }
}

async function tellServer(): Promise<boolean> {
  try {
    await postJson("/api/logout/device", { wiped: false })
    return true
  } catch (error) {
    failureCode(error)
    return false
  }
}
