// Every page of Beheer, below /beheer, and what one must be allowed for it.
import type { RouteRecordRaw } from "vue-router"
import type { Permission } from "#contract/staff"
import AccountPage from "./AccountPage.vue"
import HomePage from "./HomePage.vue"
import InvitationPage from "./InvitationPage.vue"
import InvitePage from "./InvitePage.vue"
import LoginPage from "./LoginPage.vue"
import LostPage from "./LostPage.vue"
import MemberPage from "./MemberPage.vue"
import MembersPage from "./MembersPage.vue"

declare module "vue-router" {
  interface RouteMeta {
    /** Of a page of Beheer: "staff" is everyone who works here. Nothing said: no session is asked. */
    staff?: Permission | "staff"
  }
}

export const adminPages: RouteRecordRaw[] = [
  { path: "/", component: HomePage, meta: { title: "Start", staff: "staff" } },
  { path: "/inloggen", component: LoginPage, meta: { title: "Inloggen" } },
  { path: "/uitnodiging", component: InvitationPage, meta: { title: "Uitnodiging" } },
  { path: "/account", component: AccountPage, meta: { title: "Mijn account", staff: "staff" } },
  { path: "/medewerkers", component: MembersPage, meta: { title: "Medewerkers", staff: "members.read" } },
  {
    path: "/medewerkers/nieuw",
    component: InvitePage,
    meta: { title: "Medewerker uitnodigen", staff: "members.change" },
  },
  {
    path: "/medewerkers/:memberId",
    component: MemberPage,
    props: true,
    meta: { title: "Medewerker", staff: "members.change" },
  },
  { path: "/:anything(.*)*", component: LostPage, meta: { title: "Pagina niet gevonden" } },
]
