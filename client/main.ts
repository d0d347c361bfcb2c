import "./kit/fonts.css"
import "./kit/tokens.css"
import "./kit/base.css"
import { createPinia } from "pinia"
import { isStaffPage } from "#contract/pages"
import { createApp } from "vue"
import App from "./App.vue"
import { watchDisplay } from "./display/watch-display.ts"
import { takeLinkToken } from "./device/link-token.ts"
import { useOrganisationStore } from "./organisation/organisation.store.ts"
import { useInstallStore } from "./pwa/install.store.ts"
import { startWorker } from "./pwa/start-worker.ts"
import { createPortalRouter } from "./routes.ts"
import { useOfflineStore } from "./offline/offline.store.ts"
import { knowWhatHolds } from "./shell/drop-everything.ts"
import { watchIdleness } from "./shell/idle-watch.ts"
import { watchSession } from "./shell/session-end.ts"
import { watchVault } from "./shell/vault-contact.ts"
import { watchRights } from "./shell/watch-rights.ts"

// Long enough for most first answers; a slower one is waited for with the page already there.
const FIRST_PAGE_MS = 400

async function start() {
  takeLinkToken()
  if (isStaffPage(location.pathname)) return await (await import("./admin.ts")).startAdmin()
  const app = createApp(App).use(createPinia().use(knowWhatHolds))
  // The browser offers to install once, and early.
  useInstallStore()
  await Promise.all([useOrganisationStore().load(), useOfflineStore().start()])
  await breathe()
  const router = createPortalRouter()
  const askVault = watchVault(router)
  watchSession(router, askVault)
  watchRights(router, askVault)
  watchIdleness(router)
  watchDisplay(router)
  app.use(router)
  await Promise.race([router.isReady().catch(() => undefined), wait(FIRST_PAGE_MS)])
  await breathe()
  app.mount("#app")
  startWorker()
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Between the steps of the start the browser may draw, and hear a tap: on a slow tablet each step is long enough. */
const breathe = () => wait(0)

// index.html holds a plain text for browsers that cannot run this: it comes back when the start fails.
start().catch((error: unknown) => {
  document.documentElement.removeAttribute("data-modern")
  throw error
})
