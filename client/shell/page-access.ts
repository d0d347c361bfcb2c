// Before each page: who is asking, and where they should be. The server decides; this only spares a wasted page.
import type { NavigationGuardReturn, RouteLocationNormalized as RouteLocation } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { useLoginStore } from "../login/login.store.ts"
import { rememberReturnPath } from "../login/return-path.ts"

export async function leadTheWay(to: RouteLocation): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  if (to.name === "root") return await startPage()
  if (to.meta.needs === undefined) return void access.ensureIfLikely()
  if (to.meta.needs !== "visitor") {
    await access.ensure()
    return judge(to)
  }
  await access.ensureIfLikely()
  return access.isOpen ? "/" : true
}

function judge(to: RouteLocation): NavigationGuardReturn {
  const access = useAccessStore()
  switch (access.state.kind) {
    case "visitor":
      return visitorGoes(to)
    case "bsn":
      return to.meta.needs === "session" ? "/inloggen/bsn" : true
    case "open":
      if (to.meta.needs === "bsn") return "/"
      return to.name === "section" ? sectionPage(String(to.params["section"])) : remember(to)
    default:
      return true // App.vue shows that it could not be asked.
  }
}

function visitorGoes(to: RouteLocation): NavigationGuardReturn {
  if (to.meta.needs === "session") {
    rememberReturnPath(to.fullPath)
    useLoginStore().arrival ??= "login-first"
  }
  return "/inloggen"
}

function remember(to: RouteLocation): true {
  const access = useAccessStore()
  const patientId = to.params["patientId"]
  if (typeof patientId === "string" && access.patient(patientId)) access.lastPatientId = patientId
  return true
}

/** Someone who was looking up the code goes on there; everyone else starts at home or at the door. */
async function startPage(): Promise<NavigationGuardReturn> {
  const access = useAccessStore()
  const login = useLoginStore()
  await access.ensure()
  if (access.state.kind === "open")
    return access.homePatientId ? `/dossier/${access.homePatientId}` : "/dossiers"
  if (access.state.kind === "bsn") return "/inloggen/bsn"
  if (access.state.kind !== "visitor") return true
  await login.loadStep()
  const isAtCode = login.step.kind === "ready" && login.step.at.step === "code"
  return isAtCode ? "/inloggen/code" : "/inloggen"
}

function sectionPage(section: string): string {
  const { patients } = useAccessStore()
  const [only] = patients
  return only && patients.length === 1 ? `/dossier/${only.id}/${section}` : `/dossiers?naar=${section}`
}
