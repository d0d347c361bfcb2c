// When something is done, as far as it can be said in plain words. What is not understood whole is said to be unclear:
// half a schedule would be a wrong one.
import * as v from "valibot"
import { dayMoments, weekdays, type Repeat, type When } from "#contract/care-plan"
import { partialDay } from "../checking/fhir-dates.ts"
import { Refusal } from "../refusal.ts"
import { cleanLine } from "../text/clean.ts"
import { Period } from "./shapes.ts"

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99))
/** Strict: any other part (a count, an offset, a duration) changes what it means. */
const RepeatShape = v.strictObject({
  boundsPeriod: v.optional(Period),
  frequency: v.optional(count),
  frequencyMax: v.optional(count),
  period: v.optional(count),
  periodUnit: v.optional(v.picklist(["h", "d", "wk", "mo", "a"])),
  dayOfWeek: v.optional(v.array(v.picklist(weekdays)), []),
  timeOfDay: v.optional(v.array(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d/))), []),
  when: v.optional(v.array(v.picklist(dayMoments)), []),
})
const Timing = v.strictObject({
  id: v.optional(v.string()),
  repeat: v.optional(RepeatShape),
  code: v.optional(v.looseObject({ text: v.optional(v.string()) })),
})

type Scheduled = {
  scheduledString?: string | undefined
  scheduledPeriod?: Period | undefined
  scheduledTiming?: unknown
}

/** @throws Refusal date-invalid, time-no-offset. */
export function whenOf({ scheduledString, scheduledPeriod, scheduledTiming }: Scheduled): When | null {
  const text = cleanLine(scheduledString)
  if (text) return { kind: "words", text }
  if (scheduledPeriod) return { kind: "period", ...boundsOf(scheduledPeriod, "scheduledPeriod") }
  return scheduledTiming === undefined ? null : timingOf(scheduledTiming)
}

function timingOf(value: unknown): When {
  const timing = v.safeParse(Timing, value)
  if (!timing.success) return { kind: "unclear" }
  const { repeat, code } = timing.output
  if (!repeat) {
    const text = cleanLine(code?.text)
    return text ? { kind: "words", text } : { kind: "unclear" }
  }
  const read = repeatOf(repeat)
  if (!read) return { kind: "unclear" }
  return { kind: "repeat", repeat: read, ...boundsOf(repeat.boundsPeriod, "scheduledTiming") }
}

function repeatOf(repeat: v.InferOutput<typeof RepeatShape>): Repeat | null {
  const { frequency, frequencyMax, period, periodUnit, dayOfWeek: days, timeOfDay, when: moments } = repeat
  const hasOften = period !== undefined && periodUnit !== undefined
  const isHalf = !hasOften && [frequency, frequencyMax, period, periodUnit].some((one) => one !== undefined)
  if (isHalf || (!hasOften && days.length + timeOfDay.length + moments.length === 0)) return null
  const least = frequency ?? 1
  return {
    often: hasOften
      ? { least, most: Math.max(least, frequencyMax ?? least), every: period, unit: periodUnit }
      : null,
    days,
    times: timeOfDay.map((time) => time.slice(0, 5)),
    moments,
  }
}

function boundsOf(period: Period | undefined, path: string) {
  return {
    from: period?.start === undefined ? null : partialDay(period.start, `${path}.start`),
    until: period?.end === undefined ? null : partialDay(period.end, `${path}.end`),
  }
}

/** A schedule that breaks a rule of FHIR is a reason to ask, not to refuse the whole plan. */
export function whenOrUnclear(scheduled: Scheduled): When | null {
  try {
    return whenOf(scheduled)
  } catch (error) {
    if (error instanceof Refusal) return { kind: "unclear" }
    throw error
  }
}
