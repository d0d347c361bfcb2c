// The counts as a spreadsheet reads them: a line for each period and place.
import type { CountedUnit, Usage, UsageCount } from "#contract/usage"
import { csvOf } from "./csv.ts"
import { usageWords as words } from "./usage-words.ts"

export function usageFile(usage: Usage): string {
  const places: ({ name: string } & Record<CountedUnit, UsageCount[]>)[] = [
    { name: words.everywhere, ...usage.total },
    ...usage.locations,
  ]
  const lines = (["weeks", "months"] as const).flatMap((unit) =>
    places.flatMap((place) =>
      usage.periods[unit].map(({ from, until }, at) => [
        words.period[unit],
        from,
        until,
        place.name || words.noName,
        place[unit][at] === null ? "<5" : (place[unit][at] ?? 0),
      ]),
    ),
  )
  return csvOf([["Soort", "Van", "Tot en met", "Locatie", "Keer ingelogd"], ...lines])
}
