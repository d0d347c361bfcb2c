import type { AccountState, CountedUnit, UsageCount, UsagePeriod } from "#contract/usage"
import { capital, dayParts, rangeText, type Day } from "../kit/dates.ts"

export const usageWords = {
  title: "Gebruik",
  intro: "Hoe vaak lezers inloggen. Alleen aantallen: wie het was, staat hier niet.",
  unit: "Tel per",
  units: [
    { value: "weeks", text: "Week" },
    { value: "months", text: "Maand" },
  ] as const,
  place: "Locatie",
  everywhere: "Alle locaties samen",
  noName: "Locatie zonder naam",
  caption: (unit: CountedUnit, place: string) =>
    `Keer ingelogd per ${unit === "weeks" ? "week" : "maand"}: ${place}`,
  period: { weeks: "Week", months: "Maand" },
  count: "Keer ingelogd",
  running: "loopt nog",
  none: "Er is nog niet geteld",
  noneText: "Bij elke keer inloggen komt er hier één bij.",
  placesTitle: "Locaties naast elkaar",
  placesCaption: (period: string) => `Keer ingelogd: ${period}`,
  placeWhy:
    "Wie voor cliënten op twee locaties leest, telt op beide mee. Minder dan 5 keer tellen wij niet precies: zo blijft onbekend wie het was.",
  accounts: "Accounts",
  accountsCaption: "Aantal accounts, elk één keer geteld",
  state: "Stand",
  number: "Aantal",
  invited: "Nog niet geregistreerd",
  invitedWhy: "Wel toegang gegeven, nog geen account.",
  save: "Sla op als CSV",
  saved: (name: string) => `Opgeslagen: ${name}.`,
  failed: "Het gebruik kon niet worden opgehaald.",
}

export const accountWords = (recentDays: number): Record<AccountState, string> => ({
  recent: `Ingelogd in de laatste ${recentDays} dagen`,
  longAgo: "Langer niet ingelogd",
  waiting: "Nog geen BSN ingevuld",
  blocked: "Geblokkeerd",
  unfinished: "Registratie niet afgemaakt",
  closed: "Afgesloten",
})

/** "minder dan 5" is a number too. */
export const countText = (count: UsageCount): string => count?.toLocaleString("nl-NL") ?? "minder dan 5"

export function periodText(unit: CountedUnit, { from, until }: UsagePeriod, today: Day): string {
  if (unit === "weeks") return rangeText(from, until, today)
  const { month, year } = dayParts(from)
  return `${capital(month)} ${year}`
}
