// The shape of every command of `npm run portal -- …`.
import type { ParseArgsConfig } from "node:util"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Config } from "../config.ts"
import type { Deps } from "../deps.ts"

export type CommandArguments = {
  positionals: string[]
  text(name: string): string | undefined
  /** @throws CommandError when it is not given. */
  required(name: string): string
  isSet(name: string): boolean
}

export type Outcome = {
  /** What `--json` prints. */
  json: unknown
  /** What a person reads. */
  text: string
  /** 0 when left out. */
  exitCode?: number
}

type Base = {
  /** "grant add" */
  name: string
  summary: string
  /** What follows the name, as the help shows it. */
  usage: string
  options?: NonNullable<ParseArgsConfig["options"]>
}
/** A command that needs no database, and one that does. */
export type Command =
  | (Base & { kind: "bare"; run(args: CommandArguments, config: () => Config): Promise<Outcome> | Outcome })
  | (Base & { kind: "database"; run(deps: Deps, args: CommandArguments): Promise<Outcome> })

/** A mistake of the person at the keyboard: shown as one sentence, exit code 3. */
export class CommandError extends Error {}

export const operator: Actor = { kind: "operator", id: "command line", means: "command line" }
export const operatorName = "command line"

/** Looking at names is written down too. */
export const auditList = (deps: Deps, objectKind: string) =>
  appendAudit(deps.db, deps.sealing, deps.now(), {
    event: "operator.list",
    action: "R",
    actor: operator,
    objectKind,
  })

/** Columns as wide as their longest value. */
export function table(rows: Record<string, string | number | null>[]): string {
  const [first] = rows
  if (!first) return "(none)"
  const names = Object.keys(first)
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? "")))]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}
