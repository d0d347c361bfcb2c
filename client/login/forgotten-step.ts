// The two pages behind the mailed link: each shows one step and leads on when the browser stands at another.
import { useRouter } from "vue-router"
import { useForgottenStore } from "./forgotten.store.ts"

const pages = { code: "/nieuw-wachtwoord/code", "new-password": "/nieuw-wachtwoord/kiezen" } as const

export function useForgottenStep(own: keyof typeof pages) {
  const forgotten = useForgottenStore()
  const router = useRouter()

  /** After a reload, or when the app was closed to look up the SMS, the server still knows the step. */
  async function find() {
    if (forgotten.step.kind !== "ready" || forgotten.step.at.step !== own) await forgotten.loadStep()
    if (forgotten.step.kind !== "ready" || forgotten.step.at.step === own) return
    await goOn()
  }

  /** To where the browser stands now. */
  async function goOn() {
    if (forgotten.step.kind !== "ready" || forgotten.step.at.step === "none") return await startOver()
    await router.replace(pages[forgotten.step.at.step])
  }

  async function startOver() {
    forgotten.hasExpired = true
    await router.replace("/wachtwoord-vergeten")
  }

  return { find, goOn, startOver }
}
