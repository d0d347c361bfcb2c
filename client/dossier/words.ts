import type { Discipline } from "#contract/dossier"
import { disciplineSigns, type DisciplineSign } from "../kit/disciplines.ts"

/** Every discipline that the API knows has a sign and a word: a missing one is a compile error. */
export const signs: Record<Discipline, DisciplineSign> = disciplineSigns satisfies Record<
  Discipline,
  DisciplineSign
>

const count = (number: number) => number.toLocaleString("nl-NL")

export const reportsWords = {
  title: "Rappor\u00ADtages",
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  newest: (moment: string) => `Nieuwste: ${moment}.`,
  readAll: "Lees de hele rapportage",
  withDocuments: (number: number) => (number === 1 ? "Met een document" : `Met ${number} documenten`),
  changed: (moment: string) => `Gewijzigd op ${moment}`,
  olderNotKept: "Eerdere rapportages staan niet op dit apparaat. Met internet kunt u ze lezen.",
  older: "Toon eerdere rapportages",
  oldest: "Dit waren alle rapportages.",
  oldestFound: "Dit waren alle rapportages van de soort en de periode die u koos.",
  none: "Er zijn nog geen rapportages. Zodra iemand iets opschrijft, leest u het hier.",
  noneFilteredWord: "Niets gevonden",
  noneFiltered: "Er zijn geen rapportages die hierbij horen.",
  newerToo: "Toon latere rapportages",
  olderFailed: "Meer rapportages konden niet worden opgehaald.",
  choose: "Kies soort of periode",
  show: "Toon",
  everything: "Alles",
  period: "Periode",
  always: "Alle rapportages",
  span: {
    week: "Laatste 7 dagen",
    maand: "Laatste 30 dagen",
    kwartaal: "Laatste 3 maanden",
    jaar: "Laatste jaar",
  },
  ownPeriod: "Zelf dagen kiezen",
  firstDay: "Van",
  lastDay: "Tot en met",
  showPeriod: "Toon deze dagen",
  noDay: "Kies een dag, of allebei de dagen.",
  turnedAround: "De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.",
  fromUntil: (from: string, until: string) => `${from} tot en met ${until}`,
  from: (day: string) => `vanaf ${day}`,
  until: (day: string) => `tot en met ${day}`,
  filterOn: "Filter staat aan",
  filtered: (filter: string) => `U ziet alleen: ${filter}.`,
  filteredSaved: "Zonder internet ziet u alleen wat op dit apparaat staat.",
  clearFilter: "Wis filter",
  search: "Zoek in rapportages",
  searchNow: "Zoek",
  searchNothing: "Typ eerst een woord.",
  searchLong: "Dit zijn te veel woorden. Zoek met een paar woorden, samen niet meer dan 200 tekens.",
  searchOn: "U zoekt",
  searchedFor: (typed: string) => `U zoekt op “${typed}”.`,
  searching: (searched: number, total: number) =>
    total > 0 ? `Bezig met zoeken: ${count(searched)} van ${count(total)} bekeken.` : "Bezig met zoeken.",
  found: (number: number) => {
    if (number === 0) return "Niets gevonden."
    return number === 1 ? "1 rapportage gevonden." : `${count(number)} rapportages gevonden.`
  },
  foundSoFar: (number: number, searched: number, total: number) =>
    `${count(number)} gevonden in de nieuwste ${count(searched)} van ${count(total)} rapportages.`,
  foundOnDevice: (number: number, searched: number) =>
    `Zonder internet zoekt u alleen in wat op dit apparaat staat: ${count(searched)} ${searched === 1 ? "rapportage" : "rapportages"}. Daarin ${number === 0 ? "niets" : count(number)} gevonden.`,
  searchFurther: "Zoek verder in eerdere rapportages",
  stopSearch: "Stop met zoeken",
  clearSearch: "Wis zoekopdracht",
  tryOther: "Probeer een ander woord, of een deel van een woord.",
  searchFailed: "Het zoeken lukte niet.",
  searchProblems: {
    busy: "Er loopt al een zoekopdracht van u. Wacht even en probeer het opnieuw.",
    "too-many-requests": "U zocht heel vaak in korte tijd. Probeer het over een uur opnieuw.",
    "not-found": "Misschien is uw toegang gewijzigd of afgelopen.",
    "input-invalid": "Zoek met een paar gewone woorden.",
  },
  failed: "De rapportages konden niet worden opgehaald.",
  noRight:
    "U kunt de rapportages van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
}

export const reportWords = {
  title: "Rapportage",
  writtenBy: "Geschreven door",
  authorUnknown: "Niet bekend",
  status: "Status",
  changed: "Gewijzigd",
  updated: "Bijgewerkt",
  oneReport: "1 rapportage",
  disagree: "Bent u het oneens met de inhoud?",
  disagreeText: "Wij praten er graag met u over. U leest ook wat uw rechten zijn.",
  disagreeMore: "Dit kunt u doen",
  documents: "Documenten",
  documentsText:
    "Een document komt op uw apparaat te staan. Daar blijft het, ook als u uitlogt. Wis het als u het niet meer nodig heeft.",
  documentsElsewhere:
    "Bij deze rapportage hoort een document. U leest het niet in dit portaal. Vraag ernaar bij uw contactpersoon.",
  documentsOnline: "Bij deze rapportage hoort een document. Met internet kunt u het openen.",
  document: (at: number, of: number) => (of === 1 ? "document" : `document ${at}`),
  save: (name: string) => `Bewaar ${name}`,
  pdf: (size: string) => `PDF, ${size}`,
  older: "Eerdere rapportage",
  newer: "Latere rapportage",
  all: "Alle rapportages",
  amongFound: (typed: string) => `U zoekt op “${typed}”. Eerder en later gaan langs wat is gevonden.`,
  found: "Terug naar wat is gevonden",
  failed: "Deze rapportage kon niet worden opgehaald.",
  noRight: "U kunt deze rapportage niet bekijken. Misschien is zij ingetrokken, of is uw toegang gewijzigd.",
}
