// The table of contents: what happens to a request, in order, and which features answer.
import Koa from "koa"
import { accountRoutes } from "./account/account.routes.ts"
import { agendaRoutes } from "./agenda/agenda.routes.ts"
import { announcementsRoutes } from "./account/announcements.routes.ts"
import { newsRoutes } from "./account/news.routes.ts"
import { termsRoutes } from "./account/terms.routes.ts"
import { devicesRoutes } from "./account/devices.routes.ts"
import type { Deps } from "./deps.ts"
import { postvakRoutes } from "./demo/postvak.routes.ts"
import { deskRoutes } from "./admin/desk.routes.ts"
import { logRoutes } from "./admin/log.routes.ts"
import { organisationAdminRoutes } from "./admin/organisation.routes.ts"
import { ownPasskeysRoutes } from "./admin/own-passkeys.routes.ts"
import { staffRoutes } from "./admin/staff.routes.ts"
import { textsAdminRoutes } from "./admin/texts.routes.ts"
import { tasksRoutes } from "./admin/tasks.routes.ts"
import { joyRoutes } from "./joy/joy.routes.ts"
import { usageRoutes } from "./admin/usage.routes.ts"
import { displayRoutes } from "./display/display.routes.ts"
import { carePlanRoutes } from "./dossier/care-plan.routes.ts"
import { portraitRoutes } from "./portrait/portrait.routes.ts"
import { reportsRoutes } from "./dossier/reports.routes.ts"
import { answerFailures } from "./http/failures.ts"
import { insightRoutes } from "./insight/insight.routes.ts"
import { healthRoutes } from "./http/health.routes.ts"
import { jsonBody } from "./http/json-body.ts"
import { requestLog } from "./http/request-log.ts"
import { requireOwnHost, requireSameSite } from "./http/same-site.ts"
import { securityHeaders } from "./http/security-headers.ts"
import { webApp } from "./http/web-app.ts"
import { limitAddress } from "./limits/limit-address.ts"
import { copyRoutes } from "./account/copy.routes.ts"
import { closeRoutes } from "./account/close.routes.ts"
import { lockRoutes } from "./login/lock.routes.ts"
import { lostPhoneRoutes } from "./login/lost-phone.routes.ts"
import { loginRoutes } from "./login/login.routes.ts"
import { passwordRoutes } from "./login/password.routes.ts"
import { pageFacts } from "./organisation/page-facts.ts"
import { glossaryRoutes } from "./organisation/glossary.routes.ts"
import { organisationRoutes } from "./organisation/organisation.routes.ts"
import { overviewRoutes } from "./overview/overview.routes.ts"
import { invitationRoutes } from "./registration/invitation.routes.ts"
import { registrationRoutes } from "./registration/registration.routes.ts"
import { changesRoutes } from "./account/changes.routes.ts"
import { emailRoutes } from "./account/email.routes.ts"
import { vaultRoutes } from "./vault/vault.routes.ts"

const features = [
  healthRoutes,
  organisationRoutes,
  glossaryRoutes,
  registrationRoutes,
  invitationRoutes,
  loginRoutes,
  lockRoutes,
  passwordRoutes,
  lostPhoneRoutes,
  closeRoutes,
  accountRoutes,
  copyRoutes,
  termsRoutes,
  announcementsRoutes,
  newsRoutes,
  devicesRoutes,
  displayRoutes,
  changesRoutes,
  emailRoutes,
  vaultRoutes,
  overviewRoutes,
  reportsRoutes,
  carePlanRoutes,
  portraitRoutes,
  joyRoutes,
  agendaRoutes,
  insightRoutes,
  staffRoutes,
  ownPasskeysRoutes,
  deskRoutes,
  tasksRoutes,
  logRoutes,
  organisationAdminRoutes,
  textsAdminRoutes,
  usageRoutes,
]

/** Every router of the product; the tests walk this list, so a route cannot be forgotten. */
export const routersOf = (deps: Deps) =>
  [...features, ...(deps.config.mode === "demo" ? [postvakRoutes] : [])].map((routes) => routes(deps))

/**
 * @param clientFolder the built browser program; without it only the API answers.
 * @param ticks milliseconds that only go forward, for the flood from one address.
 */
export function createApp(deps: Deps, clientFolder?: string, ticks = () => performance.now()): Koa {
  const app = new Koa()
  // Koa would write a stack to the terminal for each client that breaks off.
  app.on("error", ({ name, code }: Error & { code?: string }) =>
    deps.log.info({ kind: name, code }, "cut off"),
  )
  app.use(requestLog(deps)).use(securityHeaders(deps.config.origin)).use(requireOwnHost(deps.config))
  app.use(answerFailures(deps)).use(limitAddress(deps, ticks)).use(requireSameSite(deps.config))
  for (const middleware of jsonBody()) app.use(middleware)
  for (const router of routersOf(deps)) app.use(router.routes()).use(router.allowedMethods())
  return app.use(webApp(deps, clientFolder, () => pageFacts(deps.db)))
}
