/** `14-11-2026` as people type it → `2026-11-14`; undefined when there is no such day. */
export function readTypedDay(typed: string): string | undefined {
  const [, day = "", month = "", year = ""] =
    /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/.exec(typed) ?? []
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** As people write it: "2026-11-01" → "1-11-2026". */
export const typedDay = (day: string): string => day.split("-").reverse().map(Number).join("-")
