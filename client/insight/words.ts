import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { ViewedPart, Viewer, Viewing } from "#contract/insight"
import { dateText, dayOf, timeOf } from "../kit/dates.ts"

export const insightWords = {
  viewings: "Wie heeft dit dossier in het portaal bekeken",
  readers: "Wie heeft toegang",
  noRight: "U kunt dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
  failed: "Dit overzicht kon niet worden opgehaald.",
  notKeptText: "Dit overzicht bewaren wij niet op uw apparaat. Log in met internet om het te lezen.",
  unknownName: "Naam niet meer bekend",
  self: (name: string | null) => (name ? `${name} (u)` : "U"),
  call: "Bel dan ",
  askInstead: "Vraag het dan aan uw contactpersoon.",
}

export const insightProblems = {
  "not-kept": "U heeft geen internet. Dit overzicht bewaren wij niet op uw apparaat.",
}

export const roleWords: Record<Role, string> = {
  patient: "Cliënt",
  legalRepresentative: "Wettelijk vertegen\u00ADwoordiger",
  contactPerson: "Contactpersoon",
}

export const viewingsWords = {
  intro: "De nieuwste dag staat bovenaan.",
  own: "Alleen uzelf",
  ownText: "U ziet hier uw eigen bezoeken. De cliënt en de vertegen\u00ADwoordiger zien alle bezoeken.",
  none: "Er heeft nog niemand gekeken.",
  older: "Toon eerdere dagen",
  olderFailed: "Eerdere dagen konden niet worden opgehaald.",
  oldest: "Verder terug is er niets.",
  kept: "Ook bewaard op een apparaat, om zonder internet te lezen.",
  limits: "Wat u hier niet ziet",
  ecd: (organisation: string) =>
    `Zorgmedewerkers lezen in het ECD, het zorgdossier van ${organisation} zelf. Wie daarin keek, staat hier niet. Wilt u dat weten?`,
  offline: "Ook niet: wat iemand zonder internet las op het eigen apparaat.",
  staff: (organisation: string) => `Medewerker van ${organisation}`,
  wrong: "Herkent u iets niet?",
  wrongText: "Wij zoeken het met u uit.",
}

const staffRoles: Record<string, string> = {
  accessDesk: "Regelt de toegang",
  auditor: "Controleert het gebruik",
}
export const viewerText = (viewer: Viewer): string =>
  viewer.kind === "reader" ? roleWords[viewer.role] : (staffRoles[viewer.role ?? ""] ?? "Werkt in Beheer")

/** "Om 09:12 uur", "Tussen 09:12 en 10:40 uur" */
export function whenText({ firstAt, lastAt }: Viewing): string {
  const [first, last] = [timeOf(firstAt), timeOf(lastAt)]
  return first === last ? `Om ${first} uur` : `Tussen ${first} en ${last} uur`
}

const partWords: Record<ViewedPart, (count: number) => string> = {
  overview: () => "Start",
  reports: () => "de lijst met rapportages",
  report: (count) => (count === 1 ? "1 rapportage" : `${count} rapportages`),
  "report-search": () => "zoeken in de rapportages",
  "report-document": (count) => (count === 1 ? "1 document" : `${count} documenten`),
  "care-plan": () => "het zorgplan",
  agenda: () => "de agenda",
  "agenda-print": () => "de agenda geprint",
  "appointment-file": (count) =>
    count === 1 ? "1 afspraak in een eigen agenda gezet" : `${count} afspraken in een eigen agenda gezet`,
  portrait: () => "het persoonsbeeld",
  "life-story": () => "Dit is mijn leven",
  picture: (count) => (count === 1 ? "1 foto" : `${count} foto’s`),
  "joy-activities": () => "leefplezier",
  viewings: () => "wie het dossier bekeek",
  readers: () => "wie toegang heeft",
  "access-desk": () => "wie toegang heeft, niet het dossier zelf",
  log: () => "wie het dossier bekeek, niet het dossier zelf",
}
export const partsText = (parts: Viewing["parts"]): string =>
  `Bekeken: ${listText(parts.map(({ part, count }) => partWords[part](count)))}.`

/** "a, b en c" */
function listText(items: string[]): string {
  const last = items.at(-1) ?? ""
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} en ${last}` : last
}

export const readersWords = {
  intro: "Deze mensen mogen dit dossier in het portaal lezen.",
  now: "Nu",
  before: "Eerder",
  noneBefore: "Eerder had niemand anders toegang.",
  since: "Toegang sinds",
  until: "Laatste dag",
  reads: "Mag lezen",
  nothing: "Nu niets",
  basis: "Grond",
  waiting: "Nog geen account",
  waitingText: "Deze persoon kan nog niet lezen.",
  closed: "Kan nu niet lezen",
  span: (since: string, until: string) => `${dayText(since)} tot en met ${dayText(until)}`,
  who: "Wie bepaalt dit?",
  whoText: (organisation: string) =>
    `${organisation} geeft en beëindigt toegang, na een getekend formulier. De medewerkers die dat doen, lezen het dossier niet in het portaal.`,
  care: "Zorgmedewerkers lezen in het ECD, het zorgdossier zelf. Zij staan hier niet.",
  wrong: "Klopt dit niet, of wilt u het veranderen?",
}

export const basisWords: Record<RepresentationBasis, string> = {
  curator: "Curator: aangewezen door de rechter",
  mentor: "Mentor: aangewezen door de rechter",
  voogd: "Voogd",
  schriftelijkGemachtigde: "Schriftelijk gemachtigd door de cliënt",
  partner: "Partner",
  familie: "Ouder, kind, broer of zus",
}

const sectionWords: Record<Section, string> = {
  reports: "rapportages",
  carePlan: "zorgplan",
  agenda: "agenda",
  portrait: "persoonsbeeld",
  lifeStory: "Dit is mijn leven",
  joyActivities: "leefplezier",
}
export function sectionsText(sections: Section[]): string {
  const text = listText(sections.map((section) => sectionWords[section]))
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : readersWords.nothing
}

export const dayText = (instant: string): string => dateText(dayOf(instant))
