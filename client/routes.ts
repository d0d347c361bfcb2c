// Every page of the portal: its address, its title, and who may open it.
import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from "vue-router"
import LoginPage from "./login/LoginPage.vue"
import { leadTheWay } from "./shell/page-access.ts"
import { focusAfterNavigation } from "./shell/page-focus.ts"
import { scrollOf } from "./shell/page-scroll.ts"
import { watchLostPages } from "./shell/page-trouble.ts"
import RootPage from "./shell/RootPage.vue"

declare module "vue-router" {
  interface RouteMeta {
    /** Names the page, never a person: titles stay in the browser's history. */
    title: string
    /**
     * Nothing said: anyone may read it. "own": any session, also one that still owes its BSN or a yes. "leaving":
     * that too, on the lock as well.
     */
    needs?: "visitor" | "bsn" | "terms" | "leaving" | "own" | "session"
    /** The page shows the people who help itself. */
    hasOwnHelp?: boolean
  }
}

export const pages: RouteRecordRaw[] = [
  { path: "/", name: "root", component: RootPage, meta: { title: "Start" } },
  { path: "/inloggen", component: LoginPage, meta: { title: "Inloggen", needs: "visitor" } },
  {
    path: "/inloggen/bevestigen",
    component: () => import("./login/ConfirmPage.vue"),
    meta: { title: "Gegevens bevestigen", needs: "visitor" },
  },
  {
    path: "/inloggen/code",
    component: () => import("./login/CodePage.vue"),
    meta: { title: "Beveiligingscode", needs: "visitor" },
  },
  {
    path: "/inloggen/bsn",
    component: () => import("./login/BsnPage.vue"),
    meta: { title: "BSN", needs: "bsn" },
  },
  {
    path: "/akkoord",
    component: () => import("./organisation/TermsPage.vue"),
    meta: { title: "Voorwaarden", needs: "terms" },
  },
  {
    path: "/wachtwoord-vergeten",
    component: () => import("./login/ForgottenPage.vue"),
    meta: { title: "Wachtwoord vergeten", needs: "visitor" },
  },
  {
    path: "/nieuw-wachtwoord",
    component: () => import("./login/ResetLinkPage.vue"),
    meta: { title: "Nieuw wachtwoord" },
  },
  {
    path: "/nieuw-wachtwoord/code",
    component: () => import("./login/ResetCodePage.vue"),
    meta: { title: "Beveiligingscode" },
  },
  {
    path: "/nieuw-wachtwoord/kiezen",
    component: () => import("./login/NewPasswordPage.vue"),
    meta: { title: "Nieuw wachtwoord" },
  },
  {
    path: "/nieuw-nummer",
    component: () => import("./login/NewNumberPage.vue"),
    meta: { title: "Nieuw nummer" },
  },
  {
    path: "/dit-was-ik-niet",
    component: () => import("./login/NotMePage.vue"),
    meta: { title: "Dit was ik niet" },
  },
  {
    path: "/uitloggen",
    component: () => import("./login/LogoutPage.vue"),
    meta: { title: "Uitloggen", needs: "leaving" },
  },
  {
    path: "/gedeeld-apparaat",
    component: () => import("./login/SharedDevicePage.vue"),
    meta: { title: "Alles wissen" },
  },
  {
    path: "/registreren",
    component: () => import("./registration/RegistrationPage.vue"),
    meta: { title: "Registratie", needs: "visitor" },
  },
  {
    path: "/registreren/e-mail",
    component: () => import("./registration/MailPage.vue"),
    meta: { title: "Kijk in uw e-mail", needs: "visitor" },
  },
  {
    path: "/bevestig",
    component: () => import("./registration/LinkPage.vue"),
    meta: { title: "E-mailadres bevestigen" },
  },
  {
    path: "/welkom",
    component: () => import("./registration/WelcomePage.vue"),
    meta: { title: "Welkom" },
  },
  {
    path: "/dossiers",
    name: "choice",
    component: () => import("./access/ChoicePage.vue"),
    meta: { title: "Dossier kiezen", needs: "session" },
  },
  {
    path: "/dossier/:patientId",
    name: "home",
    component: () => import("./overview/HomePage.vue"),
    props: true,
    meta: { title: "Start", needs: "session", hasOwnHelp: true },
  },
  {
    path: "/dossier/:patientId/rapportages",
    name: "reports",
    component: () => import("./dossier/ReportsPage.vue"),
    props: true,
    meta: { title: "Rapportages", needs: "session" },
  },
  {
    path: "/dossier/:patientId/rapportages/:reportId",
    name: "report",
    component: () => import("./dossier/ReportPage.vue"),
    props: true,
    meta: { title: "Rapportage", needs: "session" },
  },
  {
    path: "/dossier/:patientId/zorgplan",
    name: "care-plan",
    component: () => import("./dossier/CarePlanPage.vue"),
    props: true,
    meta: { title: "Zorgplan", needs: "session" },
  },
  {
    path: "/dossier/:patientId/zorgplan/:planId",
    name: "earlier-plan",
    component: () => import("./dossier/EarlierPlanPage.vue"),
    props: true,
    meta: { title: "Eerder zorgplan", needs: "session" },
  },
  {
    path: "/dossier/:patientId/agenda",
    name: "agenda",
    component: () => import("./agenda/AgendaPage.vue"),
    props: true,
    meta: { title: "Agenda", needs: "session" },
  },
  {
    path: "/dossier/:patientId/persoonsbeeld",
    name: "portrait",
    component: () => import("./portrait/StoryPage.vue"),
    props: ({ params }) => ({ patientId: params["patientId"], section: "portrait" }),
    meta: { title: "Persoonsbeeld", needs: "session" },
  },
  {
    path: "/dossier/:patientId/leven",
    name: "life-story",
    component: () => import("./portrait/StoryPage.vue"),
    props: ({ params }) => ({ patientId: params["patientId"], section: "lifeStory" }),
    meta: { title: "Dit is mijn leven", needs: "session" },
  },
  {
    path: "/dossier/:patientId/leefplezier",
    name: "joy-activities",
    component: () => import("./joy/JoyPage.vue"),
    props: true,
    meta: { title: "Leefplezier", needs: "session" },
  },
  {
    path: "/dossier/:patientId/bekeken",
    name: "viewings",
    component: () => import("./insight/ViewingsPage.vue"),
    props: true,
    meta: { title: "Wie heeft dit dossier bekeken", needs: "session" },
  },
  {
    path: "/dossier/:patientId/toegang",
    name: "readers",
    component: () => import("./insight/ReadersPage.vue"),
    props: true,
    meta: { title: "Wie heeft toegang", needs: "session" },
  },
  {
    path: "/dossier/:patientId/niet-mijn-naaste",
    name: "wrong-record",
    component: () => import("./insight/WrongRecordPage.vue"),
    props: true,
    meta: { title: "Niet mijn naaste", needs: "session" },
  },
  {
    path: "/:section(rapportages|zorgplan|agenda|persoonsbeeld|leven|leefplezier)",
    name: "section",
    component: RootPage,
    meta: { title: "Start", needs: "session" },
  },
  {
    path: "/slot",
    name: "lock",
    component: () => import("./offline/LockPage.vue"),
    meta: { title: "Op slot" },
  },
  {
    path: "/zonder-internet",
    name: "keep",
    component: () => import("./offline/KeepPage.vue"),
    meta: { title: "Zonder internet lezen", needs: "session" },
  },
  {
    path: "/weergave",
    component: () => import("./display/DisplayPage.vue"),
    meta: { title: "Weergave" },
  },
  {
    path: "/installeren",
    component: () => import("./pwa/InstallPage.vue"),
    meta: { title: "Op uw beginscherm" },
  },
  {
    path: "/account",
    component: () => import("./account/AccountPage.vue"),
    meta: { title: "Mijn account", needs: "session" },
  },
  {
    path: "/account/apparaten",
    component: () => import("./account/DevicesPage.vue"),
    meta: { title: "Mijn apparaten", needs: "session" },
  },
  {
    path: "/account/wachtwoord",
    component: () => import("./account/PasswordPage.vue"),
    meta: { title: "Wachtwoord wijzigen", needs: "session" },
  },
  {
    path: "/account/nummer",
    component: () => import("./account/NumberPage.vue"),
    meta: { title: "Mobiel nummer wijzigen", needs: "session" },
  },
  {
    path: "/account/e-mail",
    component: () => import("./account/EmailPage.vue"),
    meta: { title: "E-mailadres wijzigen", needs: "session" },
  },
  {
    path: "/nieuw-e-mailadres",
    component: () => import("./account/NewEmailPage.vue"),
    meta: { title: "Nieuw e-mailadres" },
  },
  {
    path: "/ongedaan-maken",
    component: () => import("./account/UndoPage.vue"),
    meta: { title: "Wijziging ongedaan maken" },
  },
  {
    path: "/account/sluiten",
    component: () => import("./account/ClosePage.vue"),
    meta: { title: "Account sluiten", needs: "own" },
  },
  {
    path: "/account/gegevens",
    component: () => import("./account/CopyPage.vue"),
    meta: { title: "Kopie van uw gegevens", needs: "own" },
  },
  {
    path: "/account/berichten",
    component: () => import("./account/NewsPage.vue"),
    meta: { title: "Bericht bij iets nieuws", needs: "session" },
  },
  {
    path: "/hulp",
    component: () => import("./organisation/HelpPage.vue"),
    meta: { title: "Hulp", hasOwnHelp: true },
  },
  {
    path: "/privacyverklaring",
    component: () => import("./organisation/LegalTextPage.vue"),
    props: { kind: "privacyStatement" },
    meta: { title: "Privacyverklaring" },
  },
  {
    path: "/gebruikersvoorwaarden",
    component: () => import("./organisation/LegalTextPage.vue"),
    props: { kind: "termsOfUse" },
    meta: { title: "Gebruikersvoorwaarden" },
  },
  {
    path: "/toegankelijkheid",
    component: () => import("./organisation/AccessibilityPage.vue"),
    meta: { title: "Toegankelijkheid" },
  },
  {
    path: "/:anything(.*)*",
    component: () => import("./shell/NotFoundPage.vue"),
    meta: { title: "Pagina niet gevonden" },
  },
]

export function createPortalRouter(): Router {
  const router = createRouter({ history: createWebHistory(), routes: pages, scrollBehavior: scrollOf })
  router.beforeEach(leadTheWay)
  router.afterEach((to) => {
    document.title = `Cliëntportaal - ${to.meta.title}`
  })
  focusAfterNavigation(router)
  watchLostPages(router)
  return router
}
