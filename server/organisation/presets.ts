// Two ways to begin, each as the two documents describe it. Choosing one is a change of settings like any other.
import { disciplines } from "#contract/dossier"
import { roles, sections, type Role, type Section } from "#contract/access"
import type { PresetName } from "#contract/settings"
import type { OrganisationSettings } from "./settings.ts"

const everyRole = (list: readonly Section[]) =>
  Object.fromEntries(roles.map((role) => [role, [...list]])) as Record<Role, Section[]>

/** A: the printed manual. One registers oneself, reads the physician's reports and what was agreed, and asks the contact person. */
const manual = {
  bsnStep: "off",
  passwordRule: "manual",
  helpRoutes: "contact",
  shownDisciplines: ["arts"],
  sectionsByRole: everyRole(["reports", "carePlan"]),
} satisfies Partial<OrganisationSettings>

/** B: the terms of use. The own BSN once, every section, three routes to help. */
const terms = {
  bsnStep: "own",
  passwordRule: "standard",
  helpRoutes: "three",
  shownDisciplines: [...disciplines],
  sectionsByRole: everyRole(sections),
} satisfies Partial<OrganisationSettings>

export const presets: Record<PresetName, Partial<OrganisationSettings>> = { A: manual, B: terms }
