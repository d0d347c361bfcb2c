// The log as a file: CSV as spreadsheets in the Netherlands open it, or a line of JSON for each row.
import type { LogFormat, LogRow } from "#contract/staff-log"

const columns = [
  ["time", (row) => row.at],
  ["event", (row) => row.event],
  ["outcome", (row) => row.outcome],
  ["reason", (row) => row.reason],
  ["actor kind", (row) => row.actor.kind],
  ["actor", (row) => row.actor.name],
  ["actor id", (row) => row.actor.id],
  ["role", (row) => row.actor.role],
  ["means", (row) => row.means],
  ["address", (row) => row.address],
  ["browser", (row) => row.browser],
  ["device", (row) => row.device],
  ["client id", (row) => row.patientId],
  ["client", (_, patientName) => patientName],
  ["object", (row) => row.objectKind],
  ["object id", (row) => row.objectId],
  ["kept on a device", (row) => (row.isCopied ? "yes" : "no")],
] as const satisfies [string, (row: LogRow, patientName: string | null) => string | null][]

/** With the mark by which a spreadsheet sees that it is UTF-8. */
export const headOf = (format: LogFormat): string =>
  format === "csv" ? `\uFEFF${csvLine(columns.map(([name]) => name))}` : ""

export function linesOf(format: LogFormat, rows: LogRow[], patientName: string | null): string {
  const line = (row: LogRow) => columns.map(([, of]) => of(row, patientName))
  if (format === "csv") return rows.map((row) => csvLine(line(row))).join("")
  const names = columns.map(([name]) => name.replaceAll(" ", "_"))
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(line(row).map((value, at) => [names[at], value])))}\n`)
    .join("")
}

const csvLine = (values: readonly (string | null)[]) => `${values.map(csvCell).join(";")}\r\n`

/** A name that begins like a formula would be worked out by the spreadsheet: an apostrophe before it makes it text. */
function csvCell(value: string | null): string {
  const text = value ?? ""
  const safe = /^\s*[=+\-@|\t\r\n]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
