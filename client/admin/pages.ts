// Every page of Beheer, below /beheer, and what one must be allowed for it.
import type { RouteRecordRaw } from "vue-router"
import type { Permission } from "#contract/staff"
import AccountPage from "./AccountPage.vue"
import AnnouncementsPage from "./AnnouncementsPage.vue"
import CapacityPage from "./CapacityPage.vue"
import EndPage from "./EndPage.vue"
import FormDecisionPage from "./FormDecisionPage.vue"
import FormPage from "./FormPage.vue"
import GlossaryPage from "./GlossaryPage.vue"
import GrantPage from "./GrantPage.vue"
import HomePage from "./HomePage.vue"
import InvitationPage from "./InvitationPage.vue"
import InvitePage from "./InvitePage.vue"
import LogoPage from "./LogoPage.vue"
import LegalTextsPage from "./LegalTextsPage.vue"
import LoginPage from "./LoginPage.vue"
import LogPage from "./LogPage.vue"
import LostPage from "./LostPage.vue"
import LostPhonePage from "./LostPhonePage.vue"
import MemberPage from "./MemberPage.vue"
import MembersPage from "./MembersPage.vue"
import NewLegalTextPage from "./NewLegalTextPage.vue"
import OrganisationPage from "./OrganisationPage.vue"
import PasskeysPage from "./PasskeysPage.vue"
import PatientPage from "./PatientPage.vue"
import PatientsPage from "./PatientsPage.vue"
import PresetPage from "./PresetPage.vue"
import SectionsPage from "./SectionsPage.vue"
import SettingChangesPage from "./SettingChangesPage.vue"
import SettingsPage from "./SettingsPage.vue"
import SlotPage from "./SlotPage.vue"
import TaskPage from "./TaskPage.vue"
import TasksDonePage from "./TasksDonePage.vue"
import TasksPage from "./TasksPage.vue"
import UnlockPage from "./UnlockPage.vue"
import UsagePage from "./UsagePage.vue"

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
  { path: "/account/passkeys", component: PasskeysPage, meta: { title: "Passkeys", staff: "staff" } },
  { path: "/clienten", component: PatientsPage, meta: { title: "Cliënten", staff: "patients.find" } },
  {
    path: "/clienten/:patientId",
    component: PatientPage,
    props: true,
    meta: { title: "Toegang van een cliënt", staff: "patients.find" },
  },
  {
    path: "/clienten/:patientId/wilsbekwaam",
    component: CapacityPage,
    props: true,
    meta: { title: "Wilsbekwaamheid", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/extra-plaats",
    component: SlotPage,
    props: true,
    meta: { title: "Extra plaats", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/formulier",
    component: FormPage,
    props: true,
    meta: { title: "Formulier vastleggen", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/formulier/:formId",
    component: FormDecisionPage,
    props: true,
    meta: { title: "Formulier beoordelen", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/plaats/:slot",
    component: GrantPage,
    props: true,
    meta: { title: "Toegang geven", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/toegang/:grantId/onderdelen",
    component: SectionsPage,
    props: true,
    meta: { title: "Onderdelen wijzigen", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/toegang/:grantId/beeindigen",
    component: EndPage,
    props: true,
    meta: { title: "Toegang beëindigen", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/toegang/:grantId/slot-eraf",
    component: UnlockPage,
    props: true,
    meta: { title: "Slot eraf", staff: "grants.change" },
  },
  {
    path: "/clienten/:patientId/toegang/:grantId/telefoon-kwijt",
    component: LostPhonePage,
    props: true,
    meta: { title: "Telefoon kwijt", staff: "grants.change" },
  },
  { path: "/werklijst", component: TasksPage, meta: { title: "Werklijst", staff: "tasks.handle" } },
  {
    path: "/werklijst/afgehandeld",
    component: TasksDonePage,
    meta: { title: "Afgehandeld", staff: "tasks.handle" },
  },
  {
    path: "/werklijst/:taskId",
    component: TaskPage,
    props: true,
    meta: { title: "Werk", staff: "tasks.handle" },
  },
  { path: "/logboek", component: LogPage, meta: { title: "Logboek", staff: "log.read" } },
  { path: "/gebruik", component: UsagePage, meta: { title: "Gebruik", staff: "usage.read" } },
  {
    path: "/organisatie",
    component: OrganisationPage,
    meta: { title: "Organisatie", staff: "organisation.change" },
  },
  {
    path: "/organisatie/logo",
    component: LogoPage,
    meta: { title: "Logo", staff: "organisation.change" },
  },
  {
    path: "/organisatie/teksten",
    component: LegalTextsPage,
    meta: { title: "Voorwaarden en privacyverklaring", staff: "texts.change" },
  },
  {
    path: "/organisatie/teksten/:which(voorwaarden|privacy)",
    component: NewLegalTextPage,
    props: true,
    meta: { title: "Nieuwe versie", staff: "texts.change" },
  },
  {
    path: "/organisatie/mededelingen",
    component: AnnouncementsPage,
    meta: { title: "Mededelingen", staff: "texts.change" },
  },
  {
    path: "/organisatie/woorden",
    component: GlossaryPage,
    meta: { title: "Woordenlijst", staff: "texts.change" },
  },
  {
    path: "/organisatie/inrichting",
    component: PresetPage,
    meta: { title: "Inrichting kiezen", staff: "organisation.change" },
  },
  {
    path: "/organisatie/wijzigingen",
    component: SettingChangesPage,
    meta: { title: "Wat is gewijzigd", staff: "organisation.change" },
  },
  {
    path: "/organisatie/:group(naam-en-hulp|kleuren|inloggen|wat-lezers-zien)",
    component: SettingsPage,
    props: true,
    meta: { title: "Instellingen", staff: "organisation.change" },
  },
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
