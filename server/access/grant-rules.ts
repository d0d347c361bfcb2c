// Who may hold which slot (terms of use, "Wie krijgt toegang"). Pure.
import type { RepresentationBasis, Role, Section } from "#contract/access"

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
  today: string
}

/** One sentence per mistake, for the person who records the form; empty when the grant may be made. */
export function judgeGrant(request: GrantRequest): string[] {
  const mistakes: string[] = []
  const refuse = (when: boolean, sentence: string) => when && mistakes.push(sentence)
  const { role, slot, isPatient, hasDecisionCapacity: capable } = request

  refuse(
    capable === null,
    "Record first whether the patient has decision capacity: patient capacity <id> yes|no.",
  )
  refuse(isPatient !== (role === "patient"), "Role patient goes with --person self, and only with that.")
  refuse(
    request.relativeRole === "financialOnly",
    "This relative acts for money matters only (bewindvoerder): no record.",
  )
  refuse(!isPatient && !request.relativeIsActive, "The ECD no longer knows this relative as active.")
  refuse(capable === true && slot === 1 && role !== "patient", "A capable patient holds slot 1.")
  refuse(
    capable === false && slot === 1 && role !== "legalRepresentative",
    "Slot 1 of a patient without decision capacity is for the legal representative.",
  )
  refuse(slot !== 1 && role === "legalRepresentative", "A legal representative holds slot 1.")
  refuse(
    capable === true && slot !== 1 && role !== "contactPerson",
    "Beside a capable patient comes a contact person.",
  )
  refuse(
    role === "legalRepresentative" && !request.basis,
    "Say on which ground the representative acts: --basis.",
  )
  refuse(
    role !== "legalRepresentative" && request.basis !== undefined,
    "Only a legal representative has a --basis.",
  )
  refuse(request.sections.length === 0, "Name at least one section.")
  refuse(!request.formReference.trim(), "The signed form needs a reference.")
  refuse(request.formDate > request.today, "The signed form has a date in the future.")
  return mistakes
}
