// Who may hold which slot (terms of use, "Wie krijgt toegang"). Pure.
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { GrantMistake } from "#contract/desk"

export type GrantRequest = {
  slot: number
  role: Role
  isPatient: boolean
  /** The role of the relative in the ECD; undefined for the patient. */
  relativeRole: string | undefined
  relativeIsActive: boolean
  basis: RepresentationBasis | undefined
  sections: Section[]
  formDate: string
  formReference: string
  hasDecisionCapacity: boolean | null
  /** On another place of this client: the same person, or somebody else with this e-mail address. */
  hasPlace: "person" | "address" | null
  isMerged: boolean
  /** The instant at which it ends, when staff set one. */
  endsAt: string | undefined
  now: string
  today: string
}

/** Every mistake of a form, for the person who records it; empty when the grant may be made. */
export function judgeGrant(request: GrantRequest): GrantMistake[] {
  const mistakes: GrantMistake[] = []
  const refuse = (when: boolean, mistake: GrantMistake) => when && mistakes.push(mistake)
  const { role, slot, isPatient, hasDecisionCapacity: capable } = request

  refuse(request.isMerged, "patient-merged")
  refuse(capable === null, "capacity-unknown")
  refuse(isPatient !== (role === "patient"), "role-not-self")
  refuse(request.hasPlace === "person", "person-has-place")
  refuse(request.hasPlace === "address", "address-has-place")
  refuse(request.relativeRole === "financialOnly", "relative-financial")
  refuse(!isPatient && !request.relativeIsActive, "relative-inactive")
  refuse(capable === true && slot === 1 && role !== "patient", "slot-one-client")
  refuse(capable === false && slot === 1 && role !== "legalRepresentative", "slot-one-representative")
  refuse(slot !== 1 && role === "legalRepresentative", "representative-elsewhere")
  refuse(capable === true && slot !== 1 && role !== "contactPerson", "slot-two-contact")
  refuse(role === "legalRepresentative" && !request.basis, "basis-missing")
  refuse(role !== "legalRepresentative" && request.basis !== undefined, "basis-not-allowed")
  refuse(request.sections.length === 0, "sections-empty")
  refuse(!request.formReference.trim(), "form-reference")
  refuse(request.formDate > request.today, "form-future")
  refuse(request.endsAt !== undefined && request.endsAt <= request.now, "end-past")
  return mistakes
}

/** Whether a holder may stay when decision capacity changes: a contact person only when confirmed by who decides now. */
export function afterCapacity(
  isCapable: boolean,
  { slot, role }: { slot: number; role: Role },
): "ends" | "confirm" | "stays" {
  const fits =
    slot === 1 ? role === (isCapable ? "patient" : "legalRepresentative") : role !== "legalRepresentative"
  if (!fits || (isCapable && slot !== 1 && role === "patient")) return "ends"
  return role === "contactPerson" ? "confirm" : "stays"
}

/** For the command line. */
export const grantSentences: Record<GrantMistake, string> = {
  "patient-merged": "The ECD merged this patient into another one: record the form there.",
  "capacity-unknown": "Record first whether the patient has decision capacity: patient capacity <id> yes|no.",
  "role-not-self": "Role patient goes with --person self, and only with that.",
  "person-has-place": "This person holds another place at this patient already.",
  "address-has-place": "Somebody else holds a place at this patient with this e-mail address.",
  "relative-financial": "This relative acts for money matters only (bewindvoerder): no record.",
  "relative-inactive": "The ECD no longer knows this relative as active.",
  "slot-one-client": "A capable patient holds slot 1.",
  "slot-one-representative": "Slot 1 of a patient without decision capacity is for the legal representative.",
  "representative-elsewhere": "A legal representative holds slot 1.",
  "slot-two-contact": "Beside a capable patient comes a contact person.",
  "basis-missing": "Say on which ground the representative acts: --basis.",
  "basis-not-allowed": "Only a legal representative has a --basis.",
  "sections-empty": "Name at least one section.",
  "form-reference": "The signed form needs a reference.",
  "form-future": "The signed form has a date in the future.",
  "end-past": "The grant would end before it begins.",
}
