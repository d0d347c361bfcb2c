// The demo's readers and the forms that were signed for them. Invented; their records lie in db/demo.
import type { RepresentationBasis, Role, Section } from "#contract/access"

export type DemoPerson = { email: string; mobile: string; password: string | null; bsn: string }
export type DemoGrant = {
  /** The ids of the ECD, as in the bundles. */
  patient: string
  relative: string | null
  slot: number
  reader: string
  role: Role
  basis?: RepresentationBasis
  sections: Section[]
}

export const demoDomain = "@voorbeeld.example"

export const demoPeople: DemoPerson[] = [
  {
    email: "anneke.devries@voorbeeld.example",
    mobile: "+31612345678",
    password: "Fluitketel-7-ladders-wolk",
    bsn: "999900110",
  },
  {
    email: "henk.willemsen@voorbeeld.example",
    mobile: "+31623456789",
    password: "Notenkraker-3-sokken-zeil",
    bsn: "999900031",
  },
  {
    email: "mark.smit@voorbeeld.example",
    mobile: "+31634567890",
    password: "Kruiwagen-8-pluimen-brug",
    bsn: "999900122",
  },
  // Has a grant and no account: to try the registration.
  { email: "peter.bakker@voorbeeld.example", mobile: "+31687654321", password: null, bsn: "999900079" },
]

const everything: Section[] = ["reports", "carePlan", "agenda", "portrait", "lifeStory", "joyActivities"]

export const demoGrants: DemoGrant[] = [
  {
    patient: "ria-de-vries",
    relative: "ria-peter",
    slot: 1,
    reader: "peter.bakker",
    role: "legalRepresentative",
    basis: "mentor",
    sections: everything,
  },
  {
    patient: "ria-de-vries",
    relative: "ria-anneke",
    slot: 2,
    reader: "anneke.devries",
    role: "contactPerson",
    sections: everything,
  },
  {
    patient: "jopie-van-dam",
    relative: "jopie-anneke",
    slot: 1,
    reader: "anneke.devries",
    role: "legalRepresentative",
    basis: "mentor",
    sections: everything,
  },
  {
    patient: "henk-willemsen",
    relative: null,
    slot: 1,
    reader: "henk.willemsen",
    role: "patient",
    sections: everything,
  },
  {
    patient: "wim-smit",
    relative: "wim-mark",
    slot: 2,
    reader: "mark.smit",
    role: "contactPerson",
    sections: ["carePlan", "agenda"],
  },
  {
    patient: "cor-post",
    relative: "cor-mark",
    slot: 2,
    reader: "mark.smit",
    role: "contactPerson",
    sections: everything,
  },
]

/** Patients who cannot decide for themselves any more; the others can. */
export const demoWithoutCapacity = ["ria-de-vries", "jopie-van-dam"]
