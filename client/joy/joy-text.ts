// An activity as sentences of a letter. Pure.
import type { JoyActivity } from "#contract/joy"
import { dayOf, dayText, exactTime } from "../kit/dates.ts"
import { isCancelled, tenseOf } from "./joy-month.ts"
import { joyWords as words } from "./words.ts"

const andList = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} en ${parts.at(-1)}`

export function timeText({ startsAt, endsAt }: JoyActivity): string {
  const start = exactTime(startsAt)
  if (!endsAt) return words.from(start)
  const [first, last] = [dayOf(startsAt), dayOf(endsAt)]
  const end = exactTime(endsAt)
  return first === last ? words.span(start, end) : words.spanDays(start, dayText(last, first), end)
}

/** @param name null when the reader is the client. */
export function storyText(activity: JoyActivity, name: string | null, now: Date): string {
  const { participants, place, isGroup } = activity
  const tense = tenseOf(activity, now)
  if (isCancelled(activity)) return words.cancelledText[tense === "coming" ? "coming" : "past"]
  const people = participants.map((one) => (one.role ? `${one.name} (${one.role})` : one.name))
  return [
    words.took[tense](name, isGroup),
    people.length > 0 ? words.company[tense](andList(people), people.length === 1) : "",
    place ? words.place(place) : "",
  ]
    .filter(Boolean)
    .join(" ")
}
