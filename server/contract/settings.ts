// The organisation's settings at Beheer: what holds, who changed what, and saving a change.
import * as v from "valibot"
import type { Role, Section } from "./access.ts"
import type { Discipline } from "./dossier.ts"

export type Settings = {
  name: string
  /** The id of a logo that was uploaded; null: the leaf. */
  logo: string | null
  colours: { light: string; dark: string }
  help: {
    care: { text: string; phone: string; hours: string }
    urgent: { text: string; phone: string }
    desk: { email: string }
  }
  helpRoutes: "three" | "contact"
  links: { generalTerms: string; representation: string; website: string }
  passwordRule: "standard" | "manual" | "nist"
  passwordMinimum: number
  bsnStep: "own" | "client" | "off"
  smsCountries: string[]
  shownDisciplines: Discipline[]
  reportDocuments: boolean
  agendaCopies: boolean
  sectionsByRole: Record<Role, Section[]>
  psychogeriatricLocations: string[]
  accountsPerPatient: number
  lockMinutes: number
  houseAddresses: string[]
  termsNoticeDays: number
  offline: { allowed: boolean; days: number; loginDays: number }
}
export type SettingName = keyof Settings

export type SettingChange = {
  id: string
  field: string
  /** As they were kept: JSON; null for one that never was. */
  before: string | null
  after: string | null
  at: string
  by: string
  /** It still holds, so that it can be put back. */
  isCurrent: boolean
}
export const presetNames = ["A", "B"] as const
export type PresetName = (typeof presetNames)[number]

/** GET /api/staff/organisation, and what each change answers. */
export type OrganisationPage = {
  settings: Settings
  /** The newest first; of each setting at least the last one. */
  changes: SettingChange[]
  /** Locations that the ECD knows, by its own ids. */
  locations: { id: string; name: string }[]
  /** What the machine decides, not these pages. */
  address: string
  presets: Record<PresetName, Partial<Settings>>
}

/** A logo is drawn to fit in this, in pixels: three times what the head of a page gives it. */
export const logoSize = { width: 576, height: 192, bytes: 45_000 }
/** POST /api/staff/organisation/logo: a PNG in base64. `seen`: the logo that the page showed. */
export const LogoInput = v.strictObject({
  png: v.pipe(v.string(), v.maxLength(Math.ceil(logoSize.bytes / 3) * 4), v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  seen: v.nullable(v.pipe(v.string(), v.maxLength(64))),
})

const someSettings = v.record(v.string(), v.unknown())
/** POST /api/staff/organisation. `seen`: what the page showed of these settings; another value since → 409. */
export const SettingsInput = v.strictObject({ change: someSettings, seen: someSettings })
/** POST /api/staff/organisation/undo puts one change back, while it still holds. */
export const UndoInput = v.strictObject({ changeId: v.pipe(v.string(), v.maxLength(64)) })
