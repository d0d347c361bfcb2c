import type { Discipline } from "#contract/dossier"
import { disciplineSigns, type DisciplineSign } from "../kit/disciplines.ts"

/** Every discipline that the API knows has a sign and a word: a missing one is a compile error. */
export const signs: Record<Discipline, DisciplineSign> = disciplineSigns satisfies Record<
  Discipline,
  DisciplineSign
>

export const reportsWords = {
  title: "Rappor\u00ADtages",
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  newest: (moment: string) => `Nieuwste: ${moment}.`,
  readAll: "Lees de hele rapportage",
  changed: (moment: string) => `Gewijzigd op ${moment}`,
  olderNotKept: "Eerdere rapportages staan niet op dit apparaat. Met internet kunt u ze lezen.",
  older: "Toon eerdere rapportages",
  oldest: "Dit waren alle rapportages.",
  none: "Er zijn nog geen rapportages. Zodra iemand iets opschrijft, leest u het hier.",
  failed: "De rapportages konden niet worden opgehaald.",
  olderFailed: "De eerdere rapportages konden niet worden opgehaald.",
  noRightWord: "Geen toegang",
  noRight:
    "U kunt de rapportages van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
  ask: (organisation: string) => `Vragen? Neem contact op met uw contactpersoon bij ${organisation}.`,
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
  older: "Eerdere rapportage",
  newer: "Latere rapportage",
  all: "Alle rapportages",
  failed: "Deze rapportage kon niet worden opgehaald.",
  noRight: "U kunt deze rapportage niet bekijken. Misschien is zij ingetrokken, of is uw toegang gewijzigd.",
}
