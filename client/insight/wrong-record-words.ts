import type { Role } from "#contract/access"

/** Who reads the own record has no relative in it. */
export const wrongRecordTitle = (role: Role | undefined): string =>
  role === "patient" ? "Dit is niet mijn dossier" : "Dit is niet mijn naaste"

const questions: Record<Role, (name: string) => string> = {
  patient: (name) => `Bent u ${name} niet?`,
  legalRepresentative: (name) => `Bent u niet de vertegenwoordiger van ${name}?`,
  contactPerson: (name) => `Is ${name} geen familie of naaste van u?`,
}

export const wrongRecordWords = {
  question: (name: string, role: Role) => questions[role](name),
  what: (role: Role) => (role === "patient" ? "Niet uw dossier?" : "Niet uw naaste?"),
  when: "Wij regelen het meteen.",
  then: "Kies dan Bevestig. Dit gebeurt er:",
  closed: "U kunt dit dossier niet meer lezen.",
  kept: "Wat u van dit dossier op een apparaat bewaarde, wissen wij.",
  found: (organisation: string) => `${organisation} zoekt uit wat er misging, en belt of mailt u.`,
  others: "Andere mensen die dit dossier lezen, merken hier niets van.",
  sure: "Weet u het zeker?",
  content:
    "Kent u deze persoon wel, maar klopt er iets niet in het dossier? Kies dan Terug. Bel ons over de inhoud.",
  yes: "Bevestig",
  back: "Terug",
  doneTitle: "Dank u wel",
  done: "Dit dossier is dicht",
  doneText: "U kunt het niet meer lezen. U heeft niets fout gedaan.",
  doneNext: (organisation: string) => `${organisation} zoekt uit wat er misging, en belt of mailt u.`,
  doneSecret: "Vertel niemand wat u in dit dossier las.",
  doneAsk: "Wilt u er nu al over praten?",
  toStart: "Naar Start",
  noInternet: "Dit kan alleen als u bent ingelogd met internet. Of bel ons.",
  noInternetAsk: "Wilt u bellen?",
  gone: "Dit dossier staat niet bij uw dossiers. U hoeft niets te doen.",
}
