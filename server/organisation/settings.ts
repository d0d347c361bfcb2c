// The organisation's one record: its shape, its defaults, reading and changing it with who and when.
import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { roles, sections, type Role, type Section } from "#contract/access"
import { isColour, neededContrast, worstContrast, type Theme } from "#contract/contrast"
import { disciplines } from "#contract/dossier"
import type { Db } from "../../db/knex.ts"
import { judgeNetwork } from "../limits/networks.ts"

/** It stands in subjects of mails and in page heads: one line, nothing hidden in it. */
const line = (maximum: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(maximum),
    v.regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, "has a line end or a hidden sign"),
  )
const filled = (maximum: number) => v.pipe(line(maximum), v.minLength(1, "is empty"))
const phone = v.pipe(line(30), v.regex(/^$|^[+\d][\d ()-]{6,}$/, "is not a telephone number"))
const url = v.union([v.literal(""), v.pipe(v.string(), v.url(), v.startsWith("https://"))])
const network = v.pipe(
  line(60),
  v.check(
    (written) => judgeNetwork(written) === null,
    ({ input }) => judgeNetwork(input) ?? "",
  ),
)
const colour = (theme: Theme) =>
  v.pipe(
    v.string(),
    v.toLowerCase(),
    v.check(isColour, "is not a colour: write #0f4c8a"),
    v.check(
      (one) => !isColour(one) || worstContrast(theme, one) >= neededContrast,
      ({ input }) => `measures ${worstContrast(theme, input)} : 1 and needs ${neededContrast} : 1`,
    ),
  )
const roleSections = v.array(v.picklist(sections))

export const OrganisationSettings = v.strictObject({
  name: filled(80),
  logo: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "is not the id of a logo"))),
  /** Of what can be pressed, and of the sign: in the light and in the dark theme. */
  colours: v.strictObject({ light: colour("light"), dark: colour("dark") }),
  help: v.strictObject({
    care: v.strictObject({ text: line(200), phone, hours: line(120) }),
    urgent: v.strictObject({ text: line(200), phone }),
    desk: v.strictObject({ email: v.union([v.literal(""), v.pipe(v.string(), v.email())]) }),
  }),
  /** "contact": readers are led to their contact person only; the other routes keep what was filled in. */
  helpRoutes: v.picklist(["three", "contact"]),
  links: v.strictObject({ generalTerms: url, representation: url, website: url }),
  passwordRule: v.picklist(["standard", "manual", "nist"]),
  passwordMinimum: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(64)),
  bsnStep: v.picklist(["own", "client", "off"]),
  smsCountries: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), v.minLength(1)),
  shownDisciplines: v.array(v.picklist(disciplines)),
  /** PDFs that belong to reports may be saved by readers. */
  reportDocuments: v.boolean(),
  /** Readers may print the agenda, and save an appointment for a calendar of their own. */
  agendaCopies: v.boolean(),
  sectionsByRole: v.strictObject({
    patient: roleSections,
    legalRepresentative: roleSections,
    contactPerson: roleSections,
  }),
  /** The ECD's ids of the locations for people with dementia; what lies under them counts too. */
  psychogeriatricLocations: v.array(filled(64)),
  accountsPerPatient: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(6)),
  lockMinutes: v.picklist([5, 10, 15]),
  /** Network addresses of the organisation's own houses: many people behind one address. */
  houseAddresses: v.pipe(v.array(network), v.maxLength(100)),
  /** So many days before it takes effect readers are told of a new version of the terms or the privacy statement. */
  termsNoticeDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)),
  /** How long a device that keeps what its reader viewed opens without contact, and without a login. */
  offline: v.strictObject({
    allowed: v.boolean(),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
    loginDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
  }),
})
export type OrganisationSettings = v.InferOutput<typeof OrganisationSettings>

const everySection = Object.fromEntries(roles.map((role) => [role, [...sections]])) as Record<Role, Section[]>

export const defaultSettings: OrganisationSettings = {
  name: "Zorgorganisatie",
  logo: null,
  colours: { light: "#0f4c8a", dark: "#9cc9ff" },
  help: {
    care: { text: "Neem contact op met uw contactpersoon bij de zorgorganisatie.", phone: "", hours: "" },
    urgent: { text: "", phone: "" },
    desk: { email: "" },
  },
  helpRoutes: "three",
  links: { generalTerms: "", representation: "", website: "" },
  passwordRule: "standard",
  passwordMinimum: 8,
  bsnStep: "own",
  smsCountries: ["NL"],
  shownDisciplines: [...disciplines],
  reportDocuments: false,
  agendaCopies: false,
  sectionsByRole: everySection,
  psychogeriatricLocations: [],
  accountsPerPatient: 2,
  lockMinutes: 15,
  houseAddresses: [],
  termsNoticeDays: 30,
  offline: { allowed: true, days: 7, loginDays: 30 },
}

/** One statement. A setting that the stored record lacks has its default. */
export async function readOrganisation(db: Db): Promise<OrganisationSettings> {
  const row = (await db("organisation").where({ id: 1 }).first("settings")) as
    { settings: string } | undefined
  return parseSettings(row?.settings ?? null)
}

export function parseSettings(stored: string | null): OrganisationSettings {
  return stored
    ? { ...defaultSettings, ...(JSON.parse(stored) as Partial<OrganisationSettings>) }
    : defaultSettings
}

export class SettingsError extends Error {
  /** Where: "help.care.phone". */
  readonly fields: string[]
  constructor(sentence: string, fields: string[]) {
    super(sentence)
    this.fields = fields
  }
}

/** @throws SettingsError that names each wrong field. What changed is kept with who and when. */
export async function changeOrganisation(
  trx: Db,
  change: Partial<OrganisationSettings>,
  by: string,
  now: Date,
): Promise<OrganisationSettings> {
  const before = await readOrganisation(trx)
  const judged = v.safeParse(OrganisationSettings, { ...before, ...change })
  if (!judged.success)
    throw new SettingsError(
      judged.issues.map((i) => `${v.getDotPath(i) ?? "settings"}: ${i.message}`).join("; "),
      judged.issues.map((i) => v.getDotPath(i) ?? "settings"),
    )
  const after = judged.output
  const at = now.toISOString()
  for (const field of Object.keys(change) as (keyof OrganisationSettings)[]) {
    const [old, fresh] = [JSON.stringify(before[field]), JSON.stringify(after[field])]
    if (old === fresh) continue
    await trx("organisation_changes").insert({
      id: randomUUID(),
      field,
      before: old,
      after: fresh,
      changed_at: at,
      changed_by: by,
    })
  }
  await trx("organisation")
    .insert({ id: 1, settings: JSON.stringify(after), changed_at: at, changed_by: by })
    .onConflict("id")
    .merge()
  return after
}

/** The routes to help that readers are shown. */
export const helpOf = ({ help, helpRoutes }: OrganisationSettings): OrganisationSettings["help"] =>
  helpRoutes === "three" ? help : { care: help.care, urgent: { text: "", phone: "" }, desk: { email: "" } }

/** What stands in every mail. */
export const senderOf = ({ name, help }: OrganisationSettings, origin: string) => ({
  organisation: name,
  phone: help.care.phone,
  origin,
})

/** The rule as a reader is told it. `manual` is the printed manual's literal rule. */
export function passwordRuleOf(settings: OrganisationSettings): { minimum: number; capital: boolean } {
  if (settings.passwordRule === "manual") return { minimum: 6, capital: true }
  return { minimum: settings.passwordMinimum, capital: settings.passwordRule === "standard" }
}
