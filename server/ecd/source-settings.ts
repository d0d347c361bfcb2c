// What an organisation can set about a source, with the defaults. Everything that has no national code is here.
import { disciplines, type Discipline } from "#contract/dossier"
import * as v from "valibot"

/**
 * The mapped types of the design. Procedure and MedicationRequest belong to them, though no page shows them; a type
 * that is not listed is counted and not kept (data minimisation). Consent stays out until an organisation asks for it.
 */
export const defaultTypes = [
  "Organization",
  "Location",
  "Practitioner",
  "PractitionerRole",
  "Patient",
  "RelatedPerson",
  "CareTeam",
  "Encounter",
  "EpisodeOfCare",
  "Goal",
  "CarePlan",
  "Composition",
  "Appointment",
  "DocumentReference",
  "Communication",
  "Observation",
  "ClinicalImpression",
  "QuestionnaireResponse",
  "Binary",
  "Condition",
  "Flag",
  "Procedure",
  "MedicationRequest",
]

/** Words and codes by which systems name who wrote a report. Anything else is "overig". */
const reportTypes: { code: string; discipline: Discipline }[] = [
  ...disciplines.map((discipline) => ({ code: discipline, discipline })),
  { code: "verzorging", discipline: "zorg" },
  { code: "verpleging", discipline: "zorg" },
  { code: "verpleegkundige", discipline: "zorg" },
  { code: "verzorgende", discipline: "zorg" },
  { code: "specialist-ouderengeneeskunde", discipline: "arts" },
  { code: "huisarts", discipline: "arts" },
  { code: "medisch", discipline: "arts" },
  { code: "fysiotherapeut", discipline: "fysiotherapie" },
  { code: "ergotherapeut", discipline: "ergotherapie" },
  { code: "geestelijk-verzorger", discipline: "geestelijke-verzorging" },
  { code: "geestelijke verzorging", discipline: "geestelijke-verzorging" },
  { code: "welzijn", discipline: "activiteiten" },
  { code: "activiteitenbegeleiding", discipline: "activiteiten" },
]

const pattern = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return Boolean(new RegExp(text, "iu"))
    } catch {
      return false
    }
  }, "is not a regular expression"),
)
const Code = v.strictObject({ system: v.optional(v.string()), code: v.string() })
/** `heading`: in place of the ECD's own words. */
const StoryCode = v.strictObject({ ...Code.entries, heading: v.optional(v.string()) })
export type PortraitRule = v.InferOutput<typeof StoryCode>

const snomed = "http://snomed.info/sct"
/** The organisation's own code, and what the zibs have about somebody as a person. */
const portraitCodes: PortraitRule[] = [
  { code: "persoonsbeeld" },
  { system: snomed, code: "405081003", heading: "Wat ik graag doe" },
  { system: snomed, code: "365469004", heading: "Mijn familie en vrienden" },
  { system: snomed, code: "364703007", heading: "Mijn werk" },
  { system: snomed, code: "160538000", heading: "Mijn geloof of overtuiging" },
]

export const SourceSettings = v.strictObject({
  allowedTypes: v.optional(v.array(v.string()), defaultTypes),
  /** Texts that carry no confidentiality at all. Not chosen = hidden, and every report says so. */
  absentConfidentiality: v.optional(v.picklist(["show", "hide"])),
  /** Systems whose code N, L, U or M means that the client may read it. */
  confidentialitySystems: v.optional(v.array(v.string()), [
    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "urn:oid:2.16.840.1.113883.5.25",
  ]),
  /** How the team calls the first responsible carer: no national code exists. */
  evvPatterns: v.optional(v.array(pattern), ["\\bEVV\\b", "eerst[- ]verantwoordelijk"]),
  evvCodes: v.optional(v.array(Code), []),
  reportTypes: v.optional(
    v.array(v.strictObject({ ...Code.entries, discipline: v.picklist(disciplines) })),
    reportTypes,
  ),
  /** Participants of an appointment who are only a name, without a reference: they may be other clients. */
  participantsWithoutReference: v.optional(v.picklist(["show", "hide"]), "hide"),
  /** Who somebody is and was: type, category or code of a text, code of an Observation, address of a form. */
  lifeStoryCodes: v.optional(v.array(StoryCode), [{ code: "levensverhaal" }]),
  portraitCodes: v.optional(v.array(StoryCode), portraitCodes),
  /** Joyful activities are no appointments. */
  joyActivityCodes: v.optional(v.array(Code), [{ code: "leefplezier" }]),
})
export type SourceSettings = v.InferOutput<typeof SourceSettings>
export type GivenSettings = v.InferInput<typeof SourceSettings>

/** For the question at set-up and for `--absent-confidentiality`. */
export const absentConfidentialityChoices = ["show", "hide"] as const

/** @throws Error with a sentence for the operator. */
export function parseSourceSettings(given: unknown): SourceSettings {
  const parsed = v.safeParse(SourceSettings, given)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(
    `The settings of the source are not right: ${v.getDotPath(issue) ?? "they"} ${issue.message}`,
  )
}

export type CodeRule = { system?: string | undefined; code: string }
type Coding = { system?: string | undefined; code?: string | undefined; display?: string | undefined }
type Concept = { coding?: Coding[] | undefined; text?: string | undefined }

/** The first rule that a concept meets: by code, or by a word that is its display or text as a whole. */
export function findRule<T extends CodeRule>(
  rules: readonly T[],
  concepts: readonly Concept[],
): T | undefined {
  const same = (a: string | undefined, b: string) => a?.trim().toLowerCase() === b.toLowerCase()
  const meets = (rule: T, coding: Coding) =>
    (rule.system === undefined || rule.system === coding.system) &&
    (same(coding.code, rule.code) || (rule.system === undefined && same(coding.display, rule.code)))
  for (const { coding = [], text } of concepts) {
    const found = rules.find(
      (rule) =>
        coding.some((code) => meets(rule, code)) || (rule.system === undefined && same(text, rule.code)),
    )
    if (found) return found
  }
  return undefined
}

/** What decides how resources are projected; another list of allowed types changes nothing that is stored. */
export const projectionSettings = ({ allowedTypes: _, ...rest }: SourceSettings) => JSON.stringify(rest)
