// The parts of FHIR R4 that the mapping reads, and the form they must have. What is not named here is not looked at.
import * as v from "valibot"
import { Refusal } from "../refusal.ts"
import type { JsonObject } from "../json.ts"

const text = v.optional(v.string())
/** In FHIR's JSON a null keeps the place of a value that only has an extension. */
const texts = v.optional(v.array(v.nullable(v.string())))

const Extension = v.looseObject({ url: v.string(), valueCode: text, valueString: text })
const Extended = v.looseObject({ extension: v.optional(v.array(v.looseObject({ url: v.string() }))) })

export const Coding = v.looseObject({ system: text, code: text, display: text })
export const Concept = v.looseObject({ coding: v.optional(v.array(Coding)), text })
export const Reference = v.looseObject({ reference: text, type: text, display: text })
export const Period = v.looseObject({ start: text, end: text })
export const Identifier = v.looseObject({
  use: text,
  system: text,
  value: text,
  _value: v.optional(Extended),
})
export const HumanName = v.looseObject({
  use: text,
  text,
  family: text,
  prefix: texts,
  given: texts,
  _given: v.optional(v.array(v.nullable(v.looseObject({ extension: v.optional(v.array(Extension)) })))),
})
export const ContactPoint = v.looseObject({
  system: text,
  value: text,
  use: text,
  rank: v.optional(v.number()),
  period: v.optional(Period),
  _system: v.optional(v.unknown()),
})
const Narrative = v.optional(v.looseObject({ status: text, div: text }))

export type Concept = v.InferOutput<typeof Concept>
export type Coding = v.InferOutput<typeof Coding>
export type Reference = v.InferOutput<typeof Reference>
export type HumanName = v.InferOutput<typeof HumanName>
export type ContactPoint = v.InferOutput<typeof ContactPoint>
export type Identifier = v.InferOutput<typeof Identifier>
export type Period = v.InferOutput<typeof Period>

const names = v.optional(v.array(HumanName), [])
const telecom = v.optional(v.array(ContactPoint), [])
const concepts = v.optional(v.array(Concept), [])
const identifiers = v.optional(v.array(Identifier), [])

export const Patient = v.looseObject({
  identifier: identifiers,
  active: v.optional(v.boolean()),
  name: names,
  birthDate: text,
  deceasedBoolean: v.optional(v.boolean()),
  deceasedDateTime: text,
  link: v.optional(v.array(v.looseObject({ other: Reference, type: text })), []),
})

export const RelatedPerson = v.looseObject({
  identifier: identifiers,
  active: v.optional(v.boolean()),
  relationship: concepts,
  name: names,
  telecom,
  period: v.optional(Period),
})

export const Practitioner = v.looseObject({ name: names, telecom })

export const PractitionerRole = v.looseObject({
  practitioner: v.optional(Reference),
  code: concepts,
  specialty: concepts,
  telecom,
  availableTime: v.optional(
    v.array(
      v.looseObject({
        daysOfWeek: v.optional(v.array(v.string())),
        allDay: v.optional(v.boolean()),
        availableStartTime: text,
        availableEndTime: text,
      }),
    ),
    [],
  ),
})

export const Location = v.looseObject({
  name: text,
  description: text,
  telecom,
  partOf: v.optional(Reference),
})

export const Encounter = v.looseObject({
  status: text,
  class: v.optional(Coding),
  period: v.optional(Period),
  partOf: v.optional(Reference),
  location: v.optional(
    v.array(v.looseObject({ location: Reference, status: text, period: v.optional(Period) })),
    [],
  ),
})

export const EpisodeOfCare = v.looseObject({ status: text, period: v.optional(Period) })

export const CareTeam = v.looseObject({
  status: text,
  period: v.optional(Period),
  participant: v.optional(
    v.array(v.looseObject({ role: concepts, member: v.optional(Reference), period: v.optional(Period) })),
    [],
  ),
})

export type Section = {
  title?: string | undefined
  code?: Concept | undefined
  text?: { div?: string | undefined } | undefined
  entry?: Reference[] | undefined
  section?: Section[] | undefined
}
const Section: v.GenericSchema<unknown, Section> = v.looseObject({
  title: text,
  code: v.optional(Concept),
  text: Narrative,
  entry: v.optional(v.array(Reference)),
  section: v.optional(v.array(v.lazy(() => Section))),
})

export const Composition = v.looseObject({
  status: text,
  type: v.optional(Concept),
  category: concepts,
  date: text,
  author: v.optional(v.array(Reference), []),
  title: text,
  text: Narrative,
  section: v.optional(v.array(Section), []),
  relatesTo: v.optional(v.array(v.looseObject({ code: text, targetReference: v.optional(Reference) })), []),
})

const notes = v.optional(v.array(v.looseObject({ text })), [])
const references = v.optional(v.array(Reference), [])

export const Observation = v.looseObject({
  status: text,
  code: v.optional(Concept),
  category: concepts,
  effectiveDateTime: text,
  effectiveInstant: text,
  effectivePeriod: v.optional(Period),
  issued: text,
  performer: references,
  valueString: text,
  valueCodeableConcept: v.optional(Concept),
  note: notes,
})

const Attachment = v.looseObject({
  contentType: text,
  data: text,
  url: text,
  hash: text,
  title: text,
  creation: text,
})
export type Attachment = v.InferOutput<typeof Attachment>

export const Binary = v.looseObject({ contentType: text, data: text })

export const DocumentReference = v.looseObject({
  status: text,
  docStatus: text,
  type: v.optional(Concept),
  category: concepts,
  date: text,
  author: references,
  description: text,
  content: v.optional(v.array(v.looseObject({ attachment: v.optional(Attachment, {}) })), []),
  context: v.optional(v.looseObject({ period: v.optional(Period) })),
  relatesTo: v.optional(v.array(v.looseObject({ code: text, target: v.optional(Reference) })), []),
})

export const Communication = v.looseObject({
  status: text,
  category: concepts,
  topic: v.optional(Concept),
  sent: text,
  received: text,
  sender: v.optional(Reference),
  payload: v.optional(v.array(v.looseObject({ contentString: text })), []),
})

export const ClinicalImpression = v.looseObject({
  status: text,
  code: v.optional(Concept),
  description: text,
  effectiveDateTime: text,
  effectivePeriod: v.optional(Period),
  date: text,
  assessor: v.optional(Reference),
  finding: v.optional(v.array(v.looseObject({ itemCodeableConcept: v.optional(Concept) })), []),
  summary: text,
  note: notes,
})

export const Appointment = v.looseObject({
  status: text,
  serviceCategory: concepts,
  serviceType: concepts,
  appointmentType: v.optional(Concept),
  description: text,
  start: text,
  end: text,
  minutesDuration: v.optional(v.number()),
  patientInstruction: text,
  participant: v.optional(
    v.array(v.looseObject({ actor: v.optional(Reference), type: concepts, status: text })),
    [],
  ),
})

export const CarePlan = v.looseObject({
  status: text,
  intent: text,
  category: concepts,
  title: text,
  description: text,
  period: v.optional(Period),
  created: text,
  author: v.optional(Reference),
  contributor: references,
  replaces: references,
  goal: references,
  activity: v.optional(
    v.array(
      v.looseObject({
        reference: v.optional(Reference),
        outcomeCodeableConcept: concepts,
        progress: v.optional(v.array(v.looseObject({ text, time: text })), []),
        detail: v.optional(
          v.looseObject({
            code: v.optional(Concept),
            description: text,
            status: text,
            doNotPerform: v.optional(v.boolean()),
            scheduledString: text,
            scheduledPeriod: v.optional(Period),
            scheduledTiming: v.optional(v.unknown()),
            location: v.optional(Reference),
            performer: references,
            goal: references,
          }),
        ),
      }),
    ),
    [],
  ),
  note: notes,
  text: Narrative,
})

const Quantity = v.looseObject({ value: v.optional(v.number()), unit: text, comparator: text })
export type Quantity = v.InferOutput<typeof Quantity>

export type Answer = {
  valueString?: string | undefined
  valueBoolean?: boolean | undefined
  valueInteger?: number | undefined
  valueDecimal?: number | undefined
  valueDate?: string | undefined
  valueTime?: string | undefined
  valueCoding?: Coding | undefined
  valueQuantity?: Quantity | undefined
  item?: Answered[] | undefined
}
export type Answered = {
  text?: string | undefined
  answer?: Answer[] | undefined
  item?: Answered[] | undefined
}
const Answered: v.GenericSchema<unknown, Answered> = v.looseObject({
  text,
  answer: v.optional(
    v.array(
      v.looseObject({
        valueString: text,
        valueBoolean: v.optional(v.boolean()),
        valueInteger: v.optional(v.number()),
        valueDecimal: v.optional(v.number()),
        valueDate: text,
        valueTime: text,
        valueCoding: v.optional(Coding),
        valueQuantity: v.optional(Quantity),
        item: v.optional(v.array(v.lazy(() => Answered))),
      }),
    ),
  ),
  item: v.optional(v.array(v.lazy(() => Answered))),
})

export const QuestionnaireResponse = v.looseObject({
  status: text,
  authored: text,
  item: v.optional(v.array(Answered), []),
})

export const Goal = v.looseObject({
  lifecycleStatus: text,
  category: concepts,
  achievementStatus: v.optional(Concept),
  description: v.optional(Concept),
  startDate: text,
  target: v.optional(
    v.array(
      v.looseObject({
        measure: v.optional(Concept),
        dueDate: text,
        detailString: text,
        detailBoolean: v.optional(v.boolean()),
        detailInteger: v.optional(v.number()),
        detailCodeableConcept: v.optional(Concept),
        detailQuantity: v.optional(Quantity),
        detailRange: v.optional(v.looseObject({ low: v.optional(Quantity), high: v.optional(Quantity) })),
      }),
    ),
    [],
  ),
  note: notes,
})

/** @throws Refusal shape-invalid with the path, never the value. */
export function readShape<S extends v.GenericSchema>(schema: S, resource: JsonObject): v.InferOutput<S> {
  const result = v.safeParse(schema, resource, { abortEarly: true })
  if (result.success) return result.output
  throw new Refusal("shape-invalid", v.getDotPath(result.issues[0])?.slice(0, 200) ?? null)
}
