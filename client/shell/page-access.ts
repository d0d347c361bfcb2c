// Before each page: who is asking, and where they should be. The server decides; this only spares a wasted page.
import type { NavigationGuardReturn, RouteLocationNormalized as RouteLocation } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { useLoginStore } from "../login/login.store.ts"
import { rememberReturnPath } from "../device/return-path.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { bringForm, keepForm } from "./kept-form.ts"
import { lockPortal } from "./portal-lock.ts"

/** Where the lock screen can stand in, nobody waits longer than this for the portal. */
const PATIENCE_MS = 2_000

export async function leadTheWay(to: RouteLocation, from: RouteLocation): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  const patience = useOfflineStore().hasVault ? PATIENCE_MS : undefined
  if (to.name === "root") return await startPage(patience)
  if (to.name === "lock") return await lockPage(from, patience)
  if (to.meta.needs === undefined) return void access.ensureIfLikely()
  if (to.meta.needs !== "visitor") {
    await access.ensure(patience)
    return await judge(to)
  }
  await access.ensureIfLikely()
  if (access.isOpen && !access.isFromVault) return "/"
  if (access.isFromVault && from.meta.needs === "session") {
    rememberReturnPath(from.fullPath)
    await keepForm(from.fullPath)
  }
  return true
}

async function judge(to: RouteLocation): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  switch (access.state.kind) {
    case "visitor":
      return visitorGoes(to)
    case "locked":
      return lockedGoes(to)
    case "bsn":
      return to.meta.needs === "session" || to.meta.needs === "terms" ? "/inloggen/bsn" : true
    case "terms":
      if (to.meta.needs === "session") rememberReturnPath(to.fullPath)
      return to.meta.needs === "session" || to.meta.needs === "bsn" ? "/akkoord" : true
    case "open":
      return await readerGoes(to)
    default:
      return useOfflineStore().hasVault ? lockedGoes(to) : true // App.vue shows that it could not be asked.
  }
}

function visitorGoes(to: RouteLocation): NavigationGuardReturn {
  if (to.meta.needs !== "bsn" && to.meta.needs !== "leaving") {
    if (useOfflineStore().hasVault) return lockedGoes(to)
    rememberReturnPath(to.fullPath)
    useLoginStore().arrival ??= "login-first"
  }
  return "/inloggen"
}

function lockedGoes(to: RouteLocation): NavigationGuardReturn {
  if (to.meta.needs === "leaving") return true
  rememberReturnPath(to.fullPath)
  return "/slot"
}

/** Right after logging in the vault is opened, or asked for, before the first page of the record. */
async function readerGoes(to: RouteLocation): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  const offline = useOfflineStore()
  if (to.meta.needs === "bsn" || to.meta.needs === "terms") return "/"
  await offline.settled()
  if (to.meta.needs !== "leaving" && to.name !== "keep") {
    if (offline.mustAsk()) {
      rememberReturnPath(to.fullPath)
      return "/zonder-internet"
    }
    offline.forgetProof()
  }
  await bringForm(to)
  if (to.name === "section") return sectionPage(String(to.params["section"]))
  const patientId = to.params["patientId"]
  if (typeof patientId === "string" && access.patient(patientId)) access.lastPatientId = patientId
  return true
}

/** Whoever comes here with an open portal puts it on the lock. */
async function lockPage(from: RouteLocation, patience: number | undefined): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  await access.ensure(patience)
  if (access.me) return await lockPortal(from)
  if (access.state.kind === "locked" || useOfflineStore().hasVault) return true
  return access.state.kind === "visitor" ? "/inloggen" : "/"
}

/** Someone who was looking up the code goes on there; everyone else starts at home or at the door. */
async function startPage(patience: number | undefined): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  const login = useLoginStore()
  await access.ensure(patience)
  switch (access.state.kind) {
    case "open":
      return access.homePatientId ? `/dossier/${access.homePatientId}` : "/dossiers"
    case "bsn":
      return "/inloggen/bsn"
    case "terms":
      return "/akkoord"
    case "locked":
      return "/slot"
    case "visitor":
      await login.loadStep()
      if (login.step.kind === "ready" && login.step.at.step === "code") return "/inloggen/code"
      return useOfflineStore().hasVault ? "/slot" : "/inloggen"
    default:
      return useOfflineStore().hasVault ? "/slot" : true
  }
}

function sectionPage(section: string): string {
  const { patients } = useAccessStore()
  const [only] = patients
  return only && patients.length === 1 ? `/dossier/${only.id}/${section}` : `/dossiers?naar=${section}`
}
