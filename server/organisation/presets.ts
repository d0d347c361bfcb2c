// Two ways to begin, each as the two documents describe it. Choosing one is a change of settings like any other.
import { disciplines } from "#contract/dossier"
import { roles, sections, type Role, type Section } from "#contract/access"
import type { PresetName } from "#contract/settings"
import type { OrganisationSettings } from "./settings.ts"

const everyRole = (list: readonly Section[]) =>
  Object.fromEntries(roles.map((role) => [role, [...list]])) as Record<Role, Section[]>

/** A: the printed manual. One registers oneself, and reads the physician's reports and what was agreed. */
const manual = {
  bsnStep: "off",
  passwordRule: "manual",
  shownDisciplines: ["arts"],
  sectionsByRole: everyRole(["reports", "carePlan"]),
} satisfies Partial<OrganisationSettings>

/** B: the terms of use. The own BSN once, every section. */
const terms = {
  bsnStep: "own",
  passwordRule: "standard",
  shownDisciplines: [...disciplines],
  sectionsByRole: everyRole(sections),
} satisfies Partial<OrganisationSettings>

/** In A the contact person is the only route to help; B keeps the three that the organisation filled in. */
export const presetsFor = (
  settings: OrganisationSettings,
): Record<PresetName, Partial<OrganisationSettings>> => ({
  A: {
    ...manual,
    help: { care: settings.help.care, urgent: { text: "", phone: "" }, desk: { email: "" } },
  },
  B: terms,
})
