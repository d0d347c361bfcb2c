import "./kit/fonts.css"
import "./kit/tokens.css"
import "./kit/base.css"
import { createPinia } from "pinia"
import { createApp } from "vue"
import App from "./App.vue"
import { useOrganisationStore } from "./organisation/organisation.store.ts"
import { takeLinkToken } from "./registration/link-token.ts"
import { createPortalRouter } from "./routes.ts"
import { watchSession } from "./shell/session-end.ts"

// Long enough for most first answers; a slower one is waited for with the page already there.
const FIRST_PAGE_MS = 400

async function start() {
  takeLinkToken()
  const app = createApp(App).use(createPinia())
  await useOrganisationStore().load()
  const router = createPortalRouter()
  watchSession(router)
  app.use(router)
  await Promise.race([router.isReady().catch(() => undefined), wait(FIRST_PAGE_MS)])
  app.mount("#app")
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

// index.html holds a plain text for browsers that cannot run this: it comes back when the start fails.
start().catch((error: unknown) => {
  document.documentElement.removeAttribute("data-modern")
  throw error
})
