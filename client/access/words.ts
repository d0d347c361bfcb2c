import type { ReadablePatient, Role } from "#contract/access"
import { dateText } from "../kit/dates.ts"

const roles: Record<Role, string> = {
  patient: "U bent cliënt.",
  legalRepresentative: "U bent wettelijk vertegenwoordiger.",
  contactPerson: "U bent contactpersoon.",
}

export const choiceWords = {
  title: "Welk dossier wilt u lezen?",
  titleNone: "Nog geen dossier",
  sub: "U kunt altijd wisselen, bovenaan elke pagina.",
  now: "Nu open",
  until: (date: string) => `Te lezen tot en met ${date}.`,
  none: "Uw account werkt. Er is nu geen dossier dat u kunt lezen.",
  noneHelp: (organisation: string) =>
    `Had u dat wel verwacht? Neem contact op met uw contactpersoon bij ${organisation}.`,
}

/** As what someone reads this record, and until when. */
export function readerFacts({ role, lastDay }: ReadablePatient): string {
  return lastDay ? `${roles[role]} ${choiceWords.until(dateText(lastDay))}` : roles[role]
}
