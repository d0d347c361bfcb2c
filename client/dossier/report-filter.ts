// Which reports the reader wants to see. It stands in the address of the page, so that it outlives a reload and the way
// back; nothing of a record stands in it.
import type { Discipline, ReportFilter as AskedFilter, ReportSummary } from "#contract/dossier"
import { addDays, dateText, dayOf, type Day } from "../kit/dates.ts"
import { reportsWords as words, signs } from "./words.ts"

/** So many days back, today counted. */
const daysOf = { week: 7, maand: 30, kwartaal: 92, jaar: 366 } as const

export type Span = keyof typeof daysOf
export type Period =
  { kind: "all" } | { kind: "last"; span: Span } | { kind: "own"; from: Day | null; until: Day | null }
export type ReportFilter = { discipline: Discipline | null; period: Period }

export const noFilter: ReportFilter = { discipline: null, period: { kind: "all" } }

export const spans = Object.keys(daysOf) as Span[]
const isDiscipline = (text: unknown): text is Discipline =>
  typeof text === "string" && Object.hasOwn(signs, text)
const isSpan = (text: unknown): text is Span => typeof text === "string" && Object.hasOwn(daysOf, text)
const isDay = (text: unknown): text is Day =>
  typeof text === "string" &&
  /^(199|20\d|21\d)\d-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

type Query = Record<string, unknown>

/** What in an address is no filter is left out. */
export function filterIn({ soort, periode, van, tot }: Query): ReportFilter {
  const discipline = isDiscipline(soort) ? soort : null
  if (isSpan(periode)) return { discipline, period: { kind: "last", span: periode } }
  const [from, until] = [isDay(van) ? van : null, isDay(tot) ? tot : null]
  return { discipline, period: from || until ? { kind: "own", from, until } : { kind: "all" } }
}

export function queryOf({ discipline, period }: ReportFilter): Record<string, string> {
  return {
    ...(discipline && { soort: discipline }),
    ...(period.kind === "last" && { periode: period.span }),
    ...(period.kind === "own" && period.from && { van: period.from }),
    ...(period.kind === "own" && period.until && { tot: period.until }),
  }
}

export const isOn = ({ discipline, period }: ReportFilter) => discipline !== null || period.kind !== "all"

/** As the API asks it. */
export function askedFilter({ discipline, period }: ReportFilter, today: Day): AskedFilter {
  return {
    ...(discipline && { discipline }),
    ...(period.kind === "last" && { from: addDays(today, 1 - daysOf[period.span]) }),
    ...(period.kind === "own" && period.from && { from: period.from }),
    ...(period.kind === "own" && period.until && { until: period.until }),
  }
}

/** Without internet the device chooses. */
export function passes(asked: AskedFilter, { discipline, occurredAt }: ReportSummary): boolean {
  const day = dayOf(occurredAt)
  return (
    (!asked.discipline || discipline === asked.discipline) &&
    (!asked.from || day >= asked.from) &&
    (!asked.until || day <= asked.until)
  )
}

/** "Arts, de laatste 30 dagen" */
export function filterText({ discipline, period }: ReportFilter): string {
  const text = periodText(period)
  if (!discipline) return text
  const { name } = signs[discipline]
  return text ? `${name}, ${text}` : name
}

function periodText(period: Period): string {
  if (period.kind === "all") return ""
  if (period.kind === "last") return words.span[period.span].toLowerCase()
  const { from, until } = period
  if (from && until) return words.fromUntil(dateText(from), dateText(until))
  return from ? words.from(dateText(from)) : words.until(dateText(until ?? ""))
}

/** An address with what there is behind the question mark; without it when there is nothing. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return said.length > 0 ? `${path}?${new URLSearchParams(said).toString()}` : path
}
