// Every command of the operator, and running one: what it prints and with which code it ends.
import { parseArgs } from "node:util"
import { pino } from "pino"
import { CommandError, type Command, type CommandArguments, type Outcome } from "./command.ts"
import { accountCommands } from "./account-commands.ts"
import { adminCommands } from "./admin-commands.ts"
import { announcementCommands } from "./announcement-commands.ts"
import { backupCommands } from "./backup-commands.ts"
import { ecdCommands } from "./ecd-commands.ts"
import { glossaryCommands } from "./glossary-commands.ts"
import { grantCommands } from "./grant-commands.ts"
import { legalTextCommands } from "./legal-text-commands.ts"
import { messageCommands } from "./message-commands.ts"
import { organisationCommands } from "./organisation-commands.ts"
import { patientCommands } from "./patient-commands.ts"
import { systemCommands } from "./system-commands.ts"
import type { Config } from "../config.ts"
import { openPortal } from "../open-portal.ts"

export const commands: readonly Command[] = [
  ...patientCommands,
  ...grantCommands,
  ...accountCommands,
  ...adminCommands,
  ...organisationCommands,
  ...legalTextCommands,
  ...announcementCommands,
  ...glossaryCommands,
  ...ecdCommands,
  ...messageCommands,
  ...backupCommands,
  ...systemCommands,
]

/** Where a command speaks, and which portal it is about. */
export type Terminal = { out(text: string): void; err(text: string): void; config(): Config }

/** @returns the exit code. */
export async function runCommand(argv: string[], terminal: Terminal): Promise<number> {
  const command = commands.find((one) => argv.slice(0, wordsOf(one).length).join(" ") === one.name)
  if (!command) {
    const asked = argv.length > 0 && !argv.includes("--help")
    if (asked) terminal.err(`There is no command "${argv.slice(0, 2).join(" ")}".\n\n`)
    terminal.out(help())
    return asked ? 3 : 0
  }
  if (argv.includes("--help")) {
    terminal.out(`${command.summary}\n\n  npm run portal -- ${command.name} ${command.usage} [--json]\n`)
    return 0
  }
  try {
    const args = readArguments(command, argv.slice(wordsOf(command).length))
    const outcome = await run(command, args, terminal)
    terminal.out(args.isSet("json") ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text}\n`)
    return outcome.exitCode ?? 0
  } catch (error) {
    terminal.err(`${sentence(error, command)}\n`)
    return 3
  }
}

const wordsOf = (command: Command) => command.name.split(" ")

async function run(command: Command, args: CommandArguments, { config }: Terminal): Promise<Outcome> {
  if (command.kind === "bare") return command.run(args, config)
  const deps = await openPortal(config(), pino({ level: "warn" }, pino.destination(2)))
  try {
    return await command.run(deps, args)
  } finally {
    await deps.db.destroy()
  }
}

function readArguments(command: Command, argv: string[]): CommandArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { ...command.options, json: { type: "boolean" } },
    allowPositionals: true,
  })
  const text = (name: string) => {
    const value = (values as Record<string, unknown>)[name]
    return typeof value === "string" ? value : undefined
  }
  return {
    positionals,
    text,
    required: (name) => {
      const value = text(name)?.trim()
      if (!value) throw new CommandError(`--${name} is missing.`)
      return value
    },
    isSet: (name) => (values as Record<string, unknown>)[name] === true,
  }
}

function sentence(error: unknown, command: Command): string {
  if (!(error instanceof Error)) return String(error)
  const isUsage =
    error instanceof CommandError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")
  if (isUsage) return `${error.message}\nUsage: npm run portal -- ${command.name} ${command.usage}`
  return error.message
}

function help(): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return `npm run portal -- <command> [--help] [--json]\n\n${lines.join("\n")}\n`
}
