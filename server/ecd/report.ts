// What an import did, for programs (ImportReport), for the shell (exit code) and for the person at the keyboard.
import { sumOfOutcomes, takenIn, type Counts } from "./outcome.ts"
import { wordsFor } from "./report-words.ts"
import type { FileOutcome } from "./tally.ts"

export type FileReport = {
  name: string
  outcome: FileOutcome
  counts: Counts
  /** Reasons of what was refused or hidden, with how many. */
  codes: Record<string, number>
}

export type ImportReport = {
  /** Null for a dry run, which leaves no trace. */
  runId: string | null
  source: string
  isDryRun: boolean
  status: "done" | "quarantine" | "nothing" | "aborted" | "failed"
  /** For aborted and failed: the kind of error, never its text. */
  error: string | null
  startedAt: string
  endedAt: string
  counts: Counts
  /** itemsRead = the sum of all outcomes, and the log of the run says the same. */
  invariantHolds: boolean
  files: FileReport[]
  warnings: Record<string, number>
  /** Texts of the source that stay hidden because they carry no confidentiality. */
  hiddenForAbsentConfidentiality: number
  /** What the source's setting says; null when nobody chose yet. */
  absentConfidentiality: "show" | "hide" | null
}

/** 0 all applied, 2 some in quarantine, 3 nothing applied, 4 aborted half-way (safe to run again). */
export function exitCodeOf({ status, counts }: ImportReport): 0 | 2 | 3 | 4 {
  if (status === "aborted" || status === "failed") return 4
  if (takenIn(counts) === 0) return 3
  return counts.quarantined > 0 ? 2 : 0
}

export function renderReport(report: ImportReport): string {
  const parts = [
    heading(report),
    report.files.map(fileLine).join("\n"),
    legend(report.files),
    totals(report.counts),
    invariant(report),
    warnings(report),
    confidentialityHint(report),
    conclusion(report),
  ]
  return parts.filter(Boolean).join("\n\n") + "\n"
}

const heading = ({ isDryRun, source }: ImportReport) =>
  isDryRun ? `Dry run for source "${source}": nothing was written.` : `Import into source "${source}"`

const marks: Record<FileOutcome, string> = {
  applied: "applied",
  partly: "partly",
  unchanged: "unchanged",
  stored: "stored",
  skipped: "skipped",
  waiting: "waiting",
  refused: "REFUSED",
  ignored: "ignored",
  empty: "empty",
}

function fileLine({ name, outcome, counts, codes }: FileReport): string {
  const mark = marks[outcome].padEnd(9)
  if (outcome === "ignored") return `  ${mark}  ${name}  (no .json, .ndjson or .gz of these)`
  const numbers = countWords(counts)
  const reasons = Object.entries(codes)
    .filter(([code, count]) => count > 0 && code !== "stored-only")
    .map(([code, count]) => (count === 1 ? code : `${code} × ${count}`))
  return `  ${mark}  ${name}  ${[numbers, reasons.length > 0 ? `(${reasons.join(", ")})` : ""].filter(Boolean).join("  ")}`
}

/** What the reasons behind the files mean. */
function legend(files: FileReport[]): string {
  const codes = new Set(
    files.flatMap(({ codes }) => Object.keys(codes).filter((code) => (codes[code] ?? 0) > 0)),
  )
  codes.delete("stored-only")
  const longest = Math.max(...[...codes].map((code) => code.length))
  const lines = [...codes].toSorted().map((code) => `  ${code.padEnd(longest)}  ${wordsFor(code)}`)
  return lines.length > 0 ? ["Reasons:", ...lines].join("\n") : ""
}

const words: [keyof Counts, string][] = [
  ["created", "created"],
  ["updated", "updated"],
  ["unchanged", "unchanged"],
  ["stale", "older than known"],
  ["deleted", "deleted"],
  ["storedOnly", "stored only"],
  ["skipped", "skipped"],
  ["quarantined", "quarantined"],
]

const countWords = (counts: Counts) =>
  words
    .filter(([name]) => counts[name] > 0)
    .map(([name, word]) => `${counts[name]} ${word}`)
    .join(", ")

const totals = (counts: Counts) =>
  [
    `Read ${counts.itemsRead} items:`,
    ...words.map(([name, word]) => `  ${String(counts[name]).padStart(8)}  ${word}`),
  ].join("\n")

function invariant({ invariantHolds, counts }: ImportReport): string {
  const sum = `${counts.itemsRead} read, ${sumOfOutcomes(counts)} accounted for`
  return invariantHolds
    ? `Every item is accounted for (${sum}).`
    : `NOT every item is accounted for (${sum}): this run counts as failed. Please report it.`
}

const warningWords: Record<string, string> = {
  "version-reused":
    "came with a version number that already stood for other content; the newest content is shown",
  "subject-moved": "moved from one client to another; check with the ECD who was meant",
}

const warnings = (report: ImportReport) =>
  Object.entries(report.warnings)
    .map(
      ([warning, count]) =>
        `Note: ${count} ${count === 1 ? "item" : "items"} ${warningWords[warning] ?? warning}.`,
    )
    .join("\n")

function confidentialityHint({
  hiddenForAbsentConfidentiality: count,
  absentConfidentiality,
}: ImportReport): string {
  if (count === 0 || absentConfidentiality === "show") return ""
  const what = `${count} ${count === 1 ? "text is" : "texts are"} hidden because no confidentiality is given`
  if (absentConfidentiality === "hide") return `${what}, as this source is set.`
  return `${what}; choose with --absent-confidentiality show or --absent-confidentiality hide.`
}

function conclusion({ status, error, counts, isDryRun }: ImportReport): string {
  if (status === "aborted")
    return `Stopped half-way (${error}). What was committed stays; run the same command again.`
  if (status === "failed") return `This run failed (${error}).`
  if (counts.itemsRead === 0)
    return "Nothing to import was found. Name FHIR R4 files: .json, .ndjson, or .gz of these."
  if (status === "nothing") return "Nothing was applied."
  if (counts.quarantined === 0) return ""
  return isDryRun
    ? "What is refused would wait in quarantine."
    : "What was refused waits in quarantine: npm run portal -- ecd quarantine"
}
