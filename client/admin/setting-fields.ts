// Every setting as a field of a form: on which page, of which kind, in which words. A path leads into the settings:
// "help.care.phone".
import type { Settings } from "#contract/settings"
import { roles, sections } from "#contract/access"
import { disciplines } from "#contract/dossier"
import { disciplineSigns } from "../kit/disciplines.ts"
import { roleNames, sectionWords } from "./desk-words.ts"

type Option = { value: string; text: string }
export type SettingField = { path: string; label: string; hint?: string } & (
  | { kind: "text" | "sentence" | "number" | "lines" | "colour" }
  | { kind: "switch" }
  | { kind: "choice" | "ticks"; options: Option[] }
  /** The locations that the ECD knows. */
  | { kind: "locations" }
)
export type SettingGroup = { id: string; title: string; facts: string; fields: SettingField[] }

const plain = (text: string) => text.replaceAll("\u00AD", "")
const choice = (path: string, label: string, texts: Record<string, string>, hint?: string): SettingField => ({
  path,
  kind: "choice",
  label,
  ...(hint && { hint }),
  options: Object.entries(texts).map(([value, text]) => ({ value, text })),
})

export const settingGroups: SettingGroup[] = [
  {
    id: "naam-en-hulp",
    title: "Naam en hulp",
    facts: "Hoe uw organisatie heet, en wie lezers kunnen bellen",
    fields: [
      { path: "name", kind: "text", label: "Naam van de organisatie" },
      choice("helpRoutes", "Welke wegen naar hulp zien lezers?", {
        three: "Alle 3: zorg, dringend en hulp bij het portaal",
        contact: "Alleen de vraag over de zorg. Wat u bij de andere invult, blijft bewaard.",
      }),
      { path: "help.care.text", kind: "sentence", label: "Vraag over de zorg: wat lezers doen" },
      { path: "help.care.phone", kind: "text", label: "Vraag over de zorg: telefoonnummer" },
      { path: "help.care.hours", kind: "text", label: "Vraag over de zorg: wanneer bereikbaar" },
      { path: "help.urgent.text", kind: "text", label: "Dringende vraag: wie lezers spreken" },
      { path: "help.urgent.phone", kind: "text", label: "Dringende vraag: telefoonnummer" },
      { path: "help.desk.email", kind: "text", label: "Hulp bij het portaal: e-mailadres" },
      {
        path: "links.generalTerms",
        kind: "text",
        label: "Link naar de algemene voorwaarden",
        hint: "Begint met https://. Mag leeg blijven.",
      },
      { path: "links.representation", kind: "text", label: "Link naar uitleg over vertegenwoordiging" },
      { path: "links.website", kind: "text", label: "Link naar uw website" },
    ],
  },
  {
    id: "kleuren",
    title: "Kleuren",
    facts: "De kleur van knoppen, links en het teken",
    fields: [
      {
        path: "colours.light",
        kind: "colour",
        label: "Kleur bij een lichte pagina",
        hint: "Bijvoorbeeld #0f4c8a.",
      },
      {
        path: "colours.dark",
        kind: "colour",
        label: "Kleur bij een donkere pagina",
        hint: "Bijvoorbeeld #9cc9ff.",
      },
    ],
  },
  {
    id: "inloggen",
    title: "Inloggen en veiligheid",
    facts: "Wachtwoord, BSN-stap, slot en lezen zonder internet",
    fields: [
      choice("bsnStep", "Vraagt het portaal één keer een BSN?", {
        own: "Ja, het eigen BSN van de lezer",
        client: "Ja, het BSN van de cliënt",
        off: "Nee",
      }),
      choice("passwordRule", "Welk wachtwoord is goed?", {
        standard: "Gewoon: minstens 8 tekens en 1 hoofdletter",
        nist: "Lang: minstens 8 tekens, geen hoofdletter nodig",
        manual: "Zoals de handleiding: minstens 6 tekens en 1 hoofdletter. Minder veilig.",
      }),
      {
        path: "passwordMinimum",
        kind: "number",
        label: "Minste aantal tekens",
        hint: "8 tot en met 64. Telt niet bij: zoals de handleiding.",
      },
      choice("lockMinutes", "Na hoeveel minuten gaat het portaal op slot?", {
        5: "5 minuten",
        10: "10 minuten",
        15: "15 minuten",
      }),
      {
        path: "smsCountries",
        kind: "lines",
        label: "Landen waar een sms heen mag",
        hint: "Eén per regel, met 2 letters: NL, BE, DE.",
      },
      {
        path: "houseAddresses",
        kind: "lines",
        label: "Netwerkadressen van uw eigen huizen",
        hint: "Eén per regel, bijvoorbeeld 192.0.2.0/24. Daar logt iedereen in vanaf hetzelfde adres.",
      },
      { path: "offline.allowed", kind: "switch", label: "Lezen zonder internet mag" },
      {
        path: "offline.days",
        kind: "number",
        label: "Dagen zonder contact met het portaal",
        hint: "1 tot en met 7. Daarna opent het apparaat niets meer.",
      },
      { path: "offline.loginDays", kind: "number", label: "Dagen zonder inloggen", hint: "1 tot en met 30." },
    ],
  },
  {
    id: "wat-lezers-zien",
    title: "Wat lezers zien",
    facts: "Rapportages per soort, onderdelen per rol, PG-locaties",
    fields: [
      {
        path: "shownDisciplines",
        kind: "ticks",
        label: "Van wie zien lezers rapportages?",
        options: disciplines.map((value) => ({ value, text: plain(disciplineSigns[value].name) })),
      },
      { path: "reportDocuments", kind: "switch", label: "Lezers mogen pdf’s bij rapportages opslaan" },
      { path: "agendaCopies", kind: "switch", label: "Lezers mogen de agenda afdrukken en overnemen" },
      ...roles.map((role): SettingField => ({
        path: `sectionsByRole.${role}`,
        kind: "ticks",
        label: `${roleNames[role]}: welke onderdelen?`,
        options: sections.map((value) => ({ value, text: sectionWords[value] })),
      })),
      {
        path: "psychogeriatricLocations",
        kind: "locations",
        label: "Welke locaties zijn PG?",
        hint: "Alleen daar: persoonsbeeld, dit is mijn leven en leefplezier. Wat onder een locatie valt, telt mee.",
      },
      {
        path: "accountsPerPatient",
        kind: "number",
        label: "Hoogste aantal plaatsen bij een cliënt",
        hint: "2 tot en met 6. Iedere cliënt heeft er 2. Meer geeft de toegangsbalie, per cliënt en met een reden.",
      },
      {
        path: "termsNoticeDays",
        kind: "number",
        label: "Dagen vooraf bericht bij nieuwe voorwaarden",
        hint: "1 tot en met 90.",
      },
    ],
  },
]

/** Has a page of its own. */
const logoField: SettingField = { path: "logo", kind: "text", label: "Logo" }
const allFields = [logoField, ...settingGroups.flatMap(({ fields }) => fields)]

export const fieldOf = (path: string): SettingField | undefined =>
  allFields.find((field) => field.path === path)

export function valueAt(settings: object, path: string): unknown {
  let value: unknown = settings
  for (const part of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[part]
  return value
}

/** What stands in the form: text, ticks, or on and off. */
export type Draft = Record<string, string | string[] | boolean>

export function draftOf(fields: SettingField[], settings: Settings): Draft {
  return Object.fromEntries(
    fields
      .filter(({ path }) => valueAt(settings, path) !== undefined)
      .map((field) => [field.path, drafted(field, valueAt(settings, field.path))]),
  )
}

function drafted({ kind }: SettingField, value: unknown): string | string[] | boolean {
  if (kind === "lines") return (value as string[]).join("\n")
  if (kind === "ticks" || kind === "locations") return [...(value as string[])]
  if (kind === "switch") return Boolean(value)
  return String(value)
}

function meant({ kind, path }: SettingField, typed: string | string[] | boolean): unknown {
  if (kind === "number" || path === "lockMinutes") return Number(typed)
  if (kind === "lines")
    return (typed as string)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
  if (typeof typed !== "string") return typed
  if (kind === "sentence") return typed.trim().replaceAll(/\s*\n\s*/g, " ")
  return kind === "colour" ? typed.trim().toLowerCase() : typed.trim()
}

/** The settings that the draft would change, whole. */
export function changeOf(fields: SettingField[], draft: Draft, settings: Settings): Partial<Settings> {
  const change: Record<string, unknown> = {}
  for (const field of fields) {
    const typed = draft[field.path]
    if (
      typed === undefined ||
      JSON.stringify(typed) === JSON.stringify(drafted(field, valueAt(settings, field.path)))
    )
      continue
    const [name = "", ...rest] = field.path.split(".")
    change[name] ??= structuredClone(valueAt(settings, name))
    if (rest.length === 0) change[name] = meant(field, typed)
    else {
      const holder = rest
        .slice(0, -1)
        .reduce((at, part) => at[part] as never, change[name] as Record<string, unknown>)
      holder[rest.at(-1) ?? ""] = meant(field, typed)
    }
  }
  return change
}

/** A value in words, for what was and what is. */
export function valueText(
  path: string,
  value: unknown,
  locations: { id: string; name: string }[] = [],
): string {
  const field = fieldOf(path)
  if (path === logoField.path) return value ? "Eigen logo" : "Het blad"
  if (value === true) return "Aan"
  if (value === false) return "Uit"
  const one = (item: unknown): string => {
    if (field && "options" in field)
      return field.options.find(({ value: own }) => own === String(item))?.text ?? ""
    return locations.find(({ id }) => id === item)?.name ?? String(item)
  }
  if (Array.isArray(value)) return value.map(one).join(", ") || "niets"
  return one(value) || "leeg"
}

/** Each field in which two values of a setting differ. */
export function differences(
  name: string,
  before: unknown,
  after: unknown,
): { path: string; label: string; before: unknown; after: unknown }[] {
  return allFields
    .filter(({ path }) => path === name || path.startsWith(`${name}.`))
    .map(({ path, label }) => {
      const inside = (whole: unknown) => valueAt({ [name]: whole }, path)
      return { path, label, before: inside(before), after: inside(after) }
    })
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
}
