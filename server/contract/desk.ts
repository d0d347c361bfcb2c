// The access desk: finding a client, who may read the record, giving and ending access. Never a word of the record.
import * as v from "valibot"
import { calendarDay as day } from "./days.ts"
import {
  representationBases,
  roles,
  sections,
  type RepresentationBasis,
  type Role,
  type Section,
} from "./access.ts"

/** What a grant can be refused for. The command line and the screen each have the words. */
export const grantMistakes = [
  "capacity-unknown",
  "patient-merged",
  "role-not-self",
  /** One person, one place at a client, and one account. */
  "person-has-place",
  "address-has-place",
  "relative-financial",
  "relative-inactive",
  "slot-one-client",
  "slot-one-representative",
  "representative-elsewhere",
  "slot-two-contact",
  "basis-missing",
  "basis-not-allowed",
  "sections-empty",
  "form-reference",
  "form-future",
  "end-past",
] as const
export type GrantMistake = (typeof grantMistakes)[number]

/** Why staff end access. What follows from departure or death ends by itself. */
export const endGrounds = ["notice", "breach", "unlawful", "replaced", "mistake"] as const
export type EndGround = (typeof endGrounds)[number]

/** Why access on a signed form is refused. "mistake": it was recorded by mistake, and nobody is mailed. */
export const formRefusals = [
  "incomplete",
  "unsigned",
  "not-named",
  "places-full",
  "unproven",
  "mistake",
] as const
export type FormRefusal = (typeof formRefusals)[number]

const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400))
const reference = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const chosen = v.pipe(v.array(v.picklist(sections)), v.maxLength(sections.length))
/** The version of the page that was looked at; something else since → 409 changed-meanwhile. */
const seen = v.pipe(v.string(), v.maxLength(64))

/** POST /api/staff/patients/find, in a body because it can be a BSN. A name, a day of birth (4-5-1938), or a BSN. */
export const FindInput = v.strictObject({ text: v.pipe(v.string(), v.maxLength(200)) })
export type FoundPatient = { id: string; name: string; birthDate: string | null; places: string[] }
/** `more`: there are others; a longer name finds them. */
export type FoundPatients = { patients: FoundPatient[]; more: boolean }

/** POST /api/staff/patients/:patientId/grants; like every change here it answers a DeskPatient. */
export const GrantInput = v.strictObject({
  seen,
  slot: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
  /** A relative's id, or "self" for the client. */
  person: v.pipe(v.string(), v.maxLength(64)),
  email: v.pipe(v.string(), v.maxLength(320)),
  mobile: v.pipe(v.string(), v.maxLength(40)),
  role: v.picklist(roles),
  basis: v.nullable(v.picklist(representationBases)),
  formDate: day,
  formReference: reference,
  sections: chosen,
  /** Last day, when staff set one. */
  lastDay: v.nullable(day),
  /** The form that waited for this. */
  formId: v.optional(v.pipe(v.string(), v.maxLength(64))),
})
/** POST /api/staff/patients/:patientId/forms: a signed form came in, and waits. `person` "unknown": the ECD does not know them. */
export const FormInput = v.strictObject({
  seen,
  person: v.pipe(v.string(), v.maxLength(64)),
  email: v.pipe(v.string(), v.maxLength(320)),
  mobile: v.pipe(v.string(), v.maxLength(40)),
  formDate: day,
  formReference: reference,
})
/** POST …/forms/:formId/refuse. Giving access on it is a grant with its `formId`. */
export const RefuseInput = v.strictObject({ seen, reason: v.picklist(formRefusals) })
/** POST /api/staff/patients/:patientId/grants/:grantId/sections */
export const SectionsInput = v.strictObject({ seen, sections: chosen })
/** POST …/grants/:grantId/end. "person": all grants of this person, at every client. */
export const EndInput = v.strictObject({
  seen,
  ground: v.picklist(endGrounds),
  reason,
  scope: v.picklist(["patient", "person"]),
})
/** GET …/grants/:grantId/end-preview: every place of this person, of which "patient" ends `isThis` and "person" all. */
export type EndPreview = {
  /** `isThis` first. Without a name: a client that the ECD keeps confidential. */
  clients: { name: string; slot: number; isThis: boolean }[]
  /** Devices that keep something for reading without internet. */
  devices: number
  hasAccount: boolean
}
/** POST …/grants/:grantId/unlock: after "dit is niet mijn naaste", when it turned out to be theirs. */
export const UnlockInput = v.strictObject({ seen, reason })
/** POST /api/staff/patients/:patientId/slots */
export const SlotInput = v.strictObject({ seen, reason })
/** POST /api/staff/patients/:patientId/capacity: what holds, and for each open grant that it ends or is confirmed anew. */
export const CapacityInput = v.strictObject({
  seen,
  isCapable: v.boolean(),
  end: v.array(v.pipe(v.string(), v.maxLength(64))),
  confirm: v.array(
    v.strictObject({ grantId: v.pipe(v.string(), v.maxLength(64)), formDate: day, formReference: reference }),
  ),
})

/** waiting: nobody registered · registered: not claimed yet · active · ends: on a known day · ended · locked: see `lockedAt` · closed: the ECD knows this person as no relative, or for money only. */
export type HolderState = "waiting" | "registered" | "active" | "ends" | "ended" | "locked" | "closed"

export type Holder = {
  grantId: string
  name: string
  isPatient: boolean
  role: Role
  kinship: string | null
  basis: RepresentationBasis | null
  email: string
  maskedMobile: string
  sections: Section[]
  formDate: string
  formReference: string
  state: HolderState
  /** Of "ends" and "ended": the last day that could be read. */
  lastDay: string | null
  lastLoginAt: string | null
  /** The reader said "dit is niet mijn naaste": nothing opens until staff decide. */
  lockedAt: string | null
  /** The link that was mailed and still works. */
  invitation: { sentAt: string; expiresAt: string } | null
  givenAt: string
  givenBy: string
  /** How many other clients this person may read. */
  otherPatients: number
}
export type EndedHolder = { name: string; endedAt: string; ground: EndGround | "capacity" | null }

export type DeskSlot = {
  slot: number
  /** Why there is a third place. */
  reason: string | null
  holder: Holder | null
  /** Who held it last, when it is empty. */
  last: EndedHolder | null
}
/** A signed form that waits. */
export type DeskForm = {
  id: string
  person: string
  /** Empty for somebody whom the ECD does not know (any more). */
  name: string
  email: string
  mobile: string | null
  formDate: string
  formReference: string
  recordedAt: string
  recordedBy: string
}
export type DeskRelative = {
  id: string
  name: string
  role: "legalRepresentative" | "contactPerson" | "financialOnly" | "other"
  kinship: string | null
  isActive: boolean
  email: string | null
  mobile: string | null
}
/** POST …/grants/:grantId/invite takes {}. "has-account": they are told to log in; another number must be mended first. */
export type DeskInvited = {
  patient: DeskPatient
  invited: { kind: "invited"; expiresAt: string } | { kind: "has-account"; sameNumber: boolean }
}
/** POST …/grants/:grantId/cancel-invitation takes {} and answers a DeskPatient. */
export type DeskEvent = { at: string; event: string; slot: number | null; by: string }

/** GET /api/staff/patients/:patientId */
export type DeskPatient = {
  id: string
  version: string
  name: string
  birthDate: string | null
  bsnEnd: string | null
  places: { name: string; isPsychogeriatric: boolean }[]
  isCapable: boolean | null
  capacityAt: string | null
  /** The end after departure or death. "no-stay": the client was never admitted, so nothing opens. */
  end: { reason: "departed" | "deceased"; lastDay: string; isPast: boolean } | "no-stay" | null
  /** The client as whom this one goes on in the ECD. */
  mergedInto: string | null
  slots: DeskSlot[]
  mayAddSlot: boolean
  forms: DeskForm[]
  relatives: DeskRelative[]
  /** What the organisation's settings let each role read. */
  sectionsByRole: Record<Role, Section[]>
  events: DeskEvent[]
}
