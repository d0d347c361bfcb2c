/** As spreadsheets in the Netherlands open it. What begins like a formula is made text by an apostrophe. */
export const csvOf = (rows: readonly (string | number)[][]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`

function cell(value: string | number): string {
  if (typeof value === "number") return String(value)
  const safe = /^\s*[=+\-@|\t\r\n]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
