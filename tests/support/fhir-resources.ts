// Resources of an invented ECD, small and whole; a test changes what its story is about.
export type Resource = { resourceType: string; id: string } & Record<string, unknown>

export const CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
export const BSN = "http://fhir.nl/fhir/NamingSystem/bsn"
const ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
const ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

export const labelled = (code: string, system = CONFIDENTIALITY) => ({ security: [{ system, code }] })
export const normal = labelled("N")

type Changes = Record<string, unknown>

/** Undefined takes an element away. */
const made = (resource: Resource, changes: Changes): Resource =>
  JSON.parse(JSON.stringify({ ...resource, ...changes })) as Resource

export const fhirPatient = (id: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "Patient",
      id,
      meta: normal,
      name: [{ use: "official", text: `Mevrouw ${id}`, family: id, given: [id] }],
      birthDate: "1938-04-02",
    },
    changes,
  )

export const bsn = (value: string) => ({ identifier: [{ system: BSN, value }] })

export const fhirRelative = (id: string, patient: string, role = "01", changes: Changes = {}) =>
  made(
    {
      resourceType: "RelatedPerson",
      id,
      meta: normal,
      patient: { reference: `Patient/${patient}` },
      relationship: [{ coding: [{ system: ROLE, code: role }] }],
      name: [{ text: `Familie ${id}` }],
    },
    changes,
  )

export const fhirPractitioner = (id: string, changes: Changes = {}) =>
  made({ resourceType: "Practitioner", id, meta: normal, name: [{ text: `Zuster ${id}` }] }, changes)

export const fhirRole = (id: string, practitioner: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "PractitionerRole",
      id,
      meta: normal,
      practitioner: { reference: `Practitioner/${practitioner}`, display: `Zuster ${practitioner}` },
      code: [{ text: "verzorgende" }],
    },
    changes,
  )

export const fhirLocation = (id: string, changes: Changes = {}) =>
  made({ resourceType: "Location", id, meta: normal, name: `Afdeling ${id}` }, changes)

export const fhirStay = (id: string, patient: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "Encounter",
      id,
      meta: normal,
      status: "in-progress",
      class: { system: ACT, code: "IMP" },
      subject: { reference: `Patient/${patient}` },
      period: { start: "2026-01-10" },
    },
    changes,
  )

export const xhtml = (inner: string) => ({
  status: "generated",
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`,
})

export const fhirReport = (id: string, patient: string, text: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "Composition",
      id,
      meta: normal,
      status: "final",
      confidentiality: "N",
      type: { coding: [{ code: "zorg" }] },
      subject: { reference: `Patient/${patient}` },
      date: "2026-11-20T09:00:00+01:00",
      author: [{ reference: "Practitioner/anja", display: "Zuster anja" }],
      title: "Rapportage",
      section: [{ text: xhtml(`<p>${text}</p>`) }],
    },
    changes,
  )

export const fhirLine = (id: string, text: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "Observation",
      id,
      meta: normal,
      status: "final",
      code: { text: "regel" },
      valueString: text,
    },
    changes,
  )

export const fhirGoal = (id: string, patient: string, text: string, changes: Changes = {}) =>
  made(
    {
      resourceType: "Goal",
      id,
      meta: normal,
      lifecycleStatus: "active",
      description: { text },
      subject: { reference: `Patient/${patient}` },
    },
    changes,
  )

export const fhirLifeStory = (id: string, patient: string, section: unknown[], changes: Changes = {}) =>
  made(
    {
      resourceType: "Composition",
      id,
      meta: normal,
      status: "final",
      type: { coding: [{ code: "levensverhaal" }] },
      subject: { reference: `Patient/${patient}` },
      date: "2026-05-06T11:00:00+02:00",
      title: "Dit is mijn leven",
      section,
    },
    changes,
  )

export const fhirPortrait = (id: string, patient: string, answers: Changes, changes: Changes = {}) =>
  made(
    {
      resourceType: "QuestionnaireResponse",
      id,
      meta: normal,
      questionnaire: "https://ecd.voorbeeld.example/Questionnaire/persoonsbeeld|1.2",
      status: "completed",
      subject: { reference: `Patient/${patient}` },
      authored: "2026-10-08T15:00:00+02:00",
      item: Object.entries(answers).map(([text, valueString]) => ({ text, answer: [{ valueString }] })),
    },
    changes,
  )

/** @param agreed what was agreed: by the text alone, or by the parts of an activity. */
export const fhirPlan = (
  id: string,
  patient: string,
  goals: string[],
  agreed: (string | Changes)[],
  changes: Changes = {},
) =>
  made(
    {
      resourceType: "CarePlan",
      id,
      meta: normal,
      status: "active",
      intent: "plan",
      title: "Zorgplan",
      subject: { reference: `Patient/${patient}` },
      period: { start: "2026-10-08" },
      goal: goals.map((goal) => ({ reference: `Goal/${goal}` })),
      activity: agreed.map((one) => ({
        detail: {
          status: "in-progress",
          ...(goals[0] && { goal: [{ reference: `Goal/${goals[0]}` }] }),
          ...(typeof one === "string" ? { description: one } : one),
        },
      })),
    },
    changes,
  )

export const fhirAppointment = (id: string, patients: string[], changes: Changes = {}) =>
  made(
    {
      resourceType: "Appointment",
      id,
      meta: normal,
      status: "booked",
      serviceType: [{ text: "Kapper" }],
      start: "2026-12-01T10:00:00+01:00",
      end: "2026-12-01T10:30:00+01:00",
      participant: patients.map((patient) => ({
        actor: { reference: `Patient/${patient}`, type: "Patient", display: `Mevrouw ${patient}` },
        status: "accepted",
      })),
    },
    changes,
  )
