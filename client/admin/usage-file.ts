// The counts as a spreadsheet reads them: a line for each period and place.
import type { CountedUnit, Usage, UsageCount } from "#contract/usage"
import { usageWords as words } from "./usage-words.ts"

/** A name from the ECD never begins a formula. */
const quoted = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`

export function usageFile(usage: Usage): string {
  const places: ({ name: string } & Record<CountedUnit, UsageCount[]>)[] = [
    { name: words.everywhere, ...usage.total },
    ...usage.locations,
  ]
  const lines = (["weeks", "months"] as const).flatMap((unit) =>
    places.flatMap((place) =>
      usage.periods[unit].map(({ from, until }, at) =>
        [
          words.period[unit],
          from,
          until,
          quoted(place.name || words.noName),
          place[unit][at] ?? (place[unit][at] === null ? "<5" : 0),
        ].join(";"),
      ),
    ),
  )
  const head = ["Soort", "Van", "Tot en met", "Locatie", "Keer ingelogd"].join(";")
  return `\uFEFF${[head, ...lines].join("\r\n")}\r\n`
}
