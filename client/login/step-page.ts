// The pages between password and session: each shows one step and leads on when the browser stands at another.
import { useRouter } from "vue-router"
import { useLoginStore } from "./login.store.ts"

const pages = { none: "/inloggen", confirm: "/inloggen/bevestigen", code: "/inloggen/code" } as const

export function useStepPage(own: "confirm" | "code") {
  const login = useLoginStore()
  const router = useRouter()

  /** After a reload, or when the app was closed to look up the SMS, the server still knows the step. */
  async function find() {
    if (login.step.kind !== "ready" || login.step.at.step !== own) await login.loadStep()
    if (login.step.kind !== "ready" || login.step.at.step === own) return
    if (login.step.at.step === "none") return await startOver()
    await router.replace(pages[login.step.at.step])
  }

  async function startOver() {
    login.arrival = "step-expired"
    await router.replace(pages.none)
  }

  return { find, startOver }
}
