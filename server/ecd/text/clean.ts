// Plain text that may be shown: one form per letter, no control characters, nothing that turns the reading direction.

// C0 and C1 controls but tab and newline; bidi embeddings, overrides and isolates; byte order mark; line separators.
const unwanted = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/g

/** Lines are kept, with at most one empty line between them. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(unwanted, "")
    .normalize("NFC")
    .replace(/[ \t\u00A0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

/** One line, cut to what a column holds. Null when nothing is left. */
export function cleanLine(value: unknown, longest = 500): string | null {
  if (typeof value !== "string") return null
  const line = cleanText(value).replaceAll("\n", " ")
  return line === "" ? null : [...line].slice(0, longest).join("").trim()
}

export function cleanBlock(value: unknown): string | null {
  return typeof value === "string" ? cleanText(value) || null : null
}
