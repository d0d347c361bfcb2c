// Who a reader is to a patient and which sections a grant can open.

export const sections = ["reports", "carePlan", "agenda", "portrait", "lifeStory", "joyActivities"] as const
export type Section = (typeof sections)[number]

/** Only read for patients of psychogeriatric (PG) locations. */
export const psychogeriatricSections: readonly Section[] = ["portrait", "lifeStory", "joyActivities"]

export const roles = ["patient", "legalRepresentative", "contactPerson"] as const
export type Role = (typeof roles)[number]

/** On which ground a representative acts (WGBO 7:465); a bewindvoerder has none. */
export const representationBases = [
  "curator",
  "mentor",
  "voogd",
  "schriftelijkGemachtigde",
  "partner",
  "familie",
] as const
export type RepresentationBasis = (typeof representationBases)[number]

/** What the account may read now, as GET /api/session/rights answers a page that asks by itself: no names. */
export type Rights = { patients: Pick<ReadablePatient, "id" | "sections">[] }

/** A patient whose record the account may read now, as GET /api/me lists them. */
export type ReadablePatient = {
  id: string
  name: string
  role: Role
  /** Sections this grant opens. */
  sections: Section[]
  /** Last day on which the record can be read, `YYYY-MM-DD`, when an end is known. */
  lastDay: string | null
  /** The instant from which nothing opens any more, when an end is known. */
  endsAt: string | null
  endReason: "departed" | "deceased" | "ended" | null
}
