// What a plan holds as short Dutch sentences.
import type { CareGoal, CarePerson, PartialDay, Repeat, When } from "#contract/care-plan"
import { dateText, type Day } from "../kit/dates.ts"
import { disciplineSigns } from "../kit/disciplines.ts"
import type { IconName } from "../kit/icons.ts"
import {
  carePlanWords as words,
  goalStates,
  progressStates,
  whenWords,
  type State,
} from "./care-plan-words.ts"

const andList = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} en ${parts.at(-1)}`

/** "8 oktober 2026", "oktober 2026", "2026": no more than what is known. */
export function partialDayText(day: PartialDay): string {
  if (day.length === 10) return dateText(day)
  return day.length === 7 ? dateText(`${day}-01`).replace(/^1 /, "") : day
}

export function whenText(when: When): string {
  if (when.kind === "words") return when.text
  if (when.kind === "unclear") return whenWords.unclear
  const span = spanText(when.from, when.until)
  if (when.kind === "period") return span || whenWords.unclear
  return [repeatText(when.repeat), span].filter(Boolean).join(", ")
}

function spanText(from: PartialDay | null, until: PartialDay | null): string {
  if (from && until) return `van ${partialDayText(from)} tot en met ${partialDayText(until)}`
  if (from) return `vanaf ${partialDayText(from)}`
  return until ? `tot en met ${partialDayText(until)}` : ""
}

function repeatText({ often, days, times, moments }: Repeat): string {
  const isEachDay = days.length === 7
  const on = days.length > 0 && !isEachDay ? `op ${andList(days.map((day) => whenWords.days[day]))}` : ""
  const at = times.length > 0 ? `om ${andList(times.map((time) => time.replace(/^0/, "")))} uur` : ""
  const around = andList(moments.flatMap((moment) => whenWords.moments[moment] ?? []))
  const rhythm = often ? oftenText(often) : isEachDay ? whenWords.every.d : ""
  // "Every day, on Monday" means on Monday.
  const how = on && rhythm === whenWords.every.d ? "" : rhythm
  return [how, on, around, at].filter(Boolean).join(", ")
}

function oftenText({ least, most, every, unit }: NonNullable<Repeat["often"]>): string {
  const times = most > least ? `${least} tot ${most} keer` : `${least} keer`
  const isOnce = least === 1 && most === 1
  if (every === 1) return isOnce ? whenWords.every[unit] : `${times} per ${whenWords.per[unit]}`
  const span = `${every} ${whenWords.everyFew[unit]}`
  return isOnce ? `elke ${span}` : `${times} per ${span}`
}

/** @param callName null when the reader is the client. */
export function personText(person: CarePerson, callName: string | null): string {
  if (person.kind === "team") return words.team
  if (person.kind === "patient") return callName === null ? words.readerSelf : words.patientSelf(callName)
  return person.kind === "carer" ? [person.name, person.role].filter(Boolean).join(", ") : person.name
}

export const peopleText = (people: CarePerson[], callName: string | null): string =>
  andList(people.map((person) => personText(person, callName)))

/** What the lifecycle says wins: of a goal that was stopped nobody asks how it goes. */
export function stateOf({ state, progress }: Pick<CareGoal, "state" | "progress">): State | null {
  if (state !== "active") return goalStates[state]
  return progress && progressStates[progress]
}

/** The first day that is still to come, else the last that was. Of a goal that goes on only. */
export function lookAgainText(
  { state, targets }: Pick<CareGoal, "state" | "targets">,
  today: Day,
): string | null {
  if (state === "done" || state === "stopped") return null
  const days = targets.flatMap(({ dueOn }) => dueOn ?? []).toSorted()
  const isAhead = (day: PartialDay) => day >= today.slice(0, day.length)
  const next = days.find(isAhead)
  const day = next ?? days.at(-1)
  if (!day) return null
  const text = partialDayText(day)
  if (day.length === 10) return next ? words.lookAgain(text) : words.lookedAgain(text)
  return next ? words.lookAgainIn(text) : words.lookedAgainIn(text)
}

/** "lopen: lichte beperking" */
export const targetTexts = ({ targets }: Pick<CareGoal, "targets">): string[] =>
  targets.flatMap(({ measure, aim }) => [measure, aim].filter(Boolean).join(": ") || [])

const MOST_HEADING = 140

/** A long text, or one of several lines, is no heading. */
export const isHeading = (text: string) => text.length <= MOST_HEADING && !text.includes("\n")

const signs: [RegExp, IconName][] = [
  [/fysio|beweeg/i, disciplineSigns.fysiotherapie.icon],
  [/arts|geneeskund|medisch/i, disciplineSigns.arts.icon],
  [/ergo/i, disciplineSigns.ergotherapie.icon],
  [/geestelijk/i, disciplineSigns["geestelijke-verzorging"].icon],
  [/activiteit|welzijn/i, disciplineSigns.activiteiten.icon],
]

/** The sign of who does it; of the care team when nobody is named. */
export function signOf(people: CarePerson[]): IconName {
  const [first] = people
  if (first?.kind === "patient" || first?.kind === "relative") return "user-round"
  const role = first?.kind === "carer" ? (first.role ?? "") : ""
  return signs.find(([pattern]) => pattern.test(role))?.[1] ?? disciplineSigns.zorg.icon
}
