// "Maandag, dinsdag en donderdag, 9:00 tot 17:00 uur": when someone can be reached, from PractitionerRole.availableTime.

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
const dutchDays = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]

type Hours = {
  daysOfWeek?: string[] | undefined
  allDay?: boolean | undefined
  availableStartTime?: string | undefined
  availableEndTime?: string | undefined
}

const clock = (time: string | undefined) => /^([01]\d|2[0-3]):[0-5]\d/.exec(time ?? "")?.[0].replace(/^0/, "")

/** Null when nothing is said that can be said in words. */
export function openingHours(hours: readonly Hours[]): string | null {
  const parts = hours.flatMap((one) => {
    const from = clock(one.availableStartTime)
    const until = clock(one.availableEndTime)
    const time = one.allDay ? "de hele dag" : from && until ? `${from} tot ${until} uur` : null
    return time ? [capital([daysText(one.daysOfWeek ?? []), time].filter(Boolean).join(", "))] : []
  })
  return parts.join("; ").slice(0, 200) || null
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function daysText(named: readonly string[]): string {
  const at = days.flatMap((day, index) => (named.includes(day) ? [index] : []))
  const words = at.map((index) => dutchDays[index] ?? "")
  const [first = 0, last = 0] = [at[0], at.at(-1)]
  if (at.length > 2 && last - first === at.length - 1) return `${words[0]} tot en met ${words.at(-1)}`
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} en ${words.at(-1)}` : (words[0] ?? "")
}
