// Beheer: a program of its own beside the reader's, loaded by staff only. It shares the kit, the organisation and the
// display settings of this device; a reader's session, vault and worker mean nothing here.
import { createPinia } from "pinia"
import { createApp } from "vue"
import { createRouter, createWebHistory } from "vue-router"
import styles from "./admin/admin.css?url"
import AdminApp from "./admin/AdminApp.vue"
import { adminPages } from "./admin/pages.ts"
import { watchStaff } from "./admin/watch-staff.ts"
import { useOrganisationStore } from "./organisation/organisation.store.ts"
import { focusAfterNavigation } from "./shell/page-focus.ts"
import { scrollOf } from "./shell/page-scroll.ts"

export async function startAdmin(): Promise<void> {
  const app = createApp(AdminApp).use(createPinia())
  await Promise.all([useOrganisationStore().load(), addStyles()])
  const routes = [
    ...adminPages,
    {
      path: "/weergave",
      component: () => import("./display/DisplayPage.vue"),
      meta: { title: "Weergave" },
    },
  ]
  const router = createRouter({ history: createWebHistory("/beheer"), routes, scrollBehavior: scrollOf })
  watchStaff(router)
  focusAfterNavigation(router)
  app.use(router)
  await router.isReady().catch(() => undefined)
  app.mount("#app")
}

/** All other styles are one file that readers load too. Without these the pages are plain, and work. */
const addStyles = () =>
  new Promise<void>((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles })
    link.onload = link.onerror = () => done()
    document.head.append(link)
  })
