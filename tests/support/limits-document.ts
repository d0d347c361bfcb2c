// What docs/security.md says about the limits, written from the table of the program.
import { codeMinutes, codeTries } from "../../server/credentials/security-code.ts"
import {
  accountsPerNumber,
  addressBucket,
  bsnMissesInAll,
  houseTimes,
  limits,
  resendWaitSeconds,
  smsAlarm,
  smsBudget,
  type Limit,
} from "../../server/limits/table.ts"

export const document = "docs/security.md"
const begin = "<!-- written by npm run fix from server/limits/table.ts -->"
const end = "<!-- end of what is written -->"

/** @throws Error when the markers are gone. */
export function withLimits(text: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${document} has lost its markers: ${begin} … ${end}`)
  return `${text.slice(0, from)}${begin}\n\n${limitsAsMarkdown()}\n\n${text.slice(to)}`
}

function limitsAsMarkdown(): string {
  const heads = ["name", "counted per", "window", "maximum", "in a house of the organisation", "why"]
  const rows = Object.entries(limits as Record<string, Limit>).map(([name, limit]) => [
    `\`${name}\``,
    limit.key,
    lasts(limit.windowSeconds),
    `${limit.maximum}${limit.waits ? ", then waits" : ""}`,
    limit.key === "network address" ? String(limit.maximum * houseTimes) : "the same",
    limit.reason,
  ])
  const table = [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`)
  return [table.join("\n"), others.map((line) => `- ${line}`).join("\n")].join("\n\n")
}

const { waits } = limits["login-misses-here"]
const budget = ({ preset, lowest, highest }: (typeof smsBudget)["hour"] | (typeof smsBudget)["day"]) =>
  `${preset} (${lowest} … ${highest})`

const others = [
  `In front of everything each server lets a network address do a burst of ${addressBucket.burst} requests of the API and then ${addressBucket.perSecond} per second; a house of the organisation ${houseTimes} times as many.`,
  `The waits: ${waits.map(lasts).join(", ")}; the last one again and again, until nothing went wrong for the whole window.`,
  `The budget for SMS is set by \`PORTAL_SMS_PER_HOUR\`, ${budget(smsBudget.hour)}, and \`PORTAL_SMS_PER_DAY\`, ${budget(smsBudget.day)}; half of each is for accounts that never logged in. At ${smsAlarm * 100} % the server writes a warning to its log.`,
  `A security code lasts ${codeMinutes} minutes and ${codeTries} tries. A new one may be asked ${resendWaitSeconds.join(", ")} seconds after the one before, so ${resendWaitSeconds.length} times; the mail of a registration has the same waits.`,
  `One mobile number serves ${accountsPerNumber} accounts at most. ${bsnMissesInAll} wrong BSNs in all block the BSN step.`,
]

function lasts(seconds: number): string {
  const [size, unit] = [[86_400, "day"] as const, [3600, "hour"] as const, [60, "min"] as const].find(
    ([length]) => seconds % length === 0,
  ) ?? [1, "s"]
  const count = seconds / size
  return `${count} ${unit}${count > 1 && size >= 3600 ? "s" : ""}`
}
