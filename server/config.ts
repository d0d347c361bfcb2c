// The environment, read once, judged as a whole: every mistake is reported at the same time.
import { isAbsolute, join, resolve, sep } from "node:path"
import { smsBudget } from "./limits/table.ts"
import { readMailSettings } from "./messages/mail-settings.ts"
import { SMS_SIGNS, smsSigns } from "./messages/sms-alphabet.ts"
import { readSmsSettings } from "./messages/sms-settings.ts"
import { securityCodeSms } from "./messages/sms-texts.ts"

export type Config = Readonly<{
  mode: "demo" | "production"
  port: number
  host: string
  /** Scheme, host and port that readers type; no path. */
  origin: string
  trustProxy: number
  dataFolder: string
  database: string
  keyring: string
  sms: string
  mail: string
  /** SMS for everybody together. */
  smsBudget: Readonly<{ hour: number; day: number }>
  /** An address, or a name with an address. */
  mailFrom: string
  /** Memory in KiB, passes; weaker only in tests. */
  passwordHash: Readonly<{ memoryKiB: number; passes: number }>
}>

export class ConfigError extends Error {
  readonly mistakes: string[]
  constructor(mistakes: string[]) {
    super(`The settings are not right:\n${mistakes.map((m) => `  - ${m}`).join("\n")}`)
    this.mistakes = mistakes
  }
}

type Environment = Record<string, string | undefined>

/**
 * @param purpose the command line works without the gateways that only a server needs.
 * @throws ConfigError with one sentence per mistake.
 */
export function readConfig(purpose: "server" | "command", env: Environment = process.env): Config {
  const mistakes: string[] = []
  const text = (name: string, fallback: string) => env[name]?.trim() || fallback
  const whole = (name: string, fallback: number, low: number, high: number) => {
    const given = text(name, String(fallback))
    const value = /^\d+$/.test(given) ? Number(given) : NaN
    if (value >= low && value <= high) return value
    mistakes.push(`${name} is "${given}": give a whole number from ${low} to ${high}.`)
    return fallback
  }

  const port = whole("PORTAL_PORT", 3000, 1, 65535)
  const trustProxy = whole("PORTAL_TRUST_PROXY", 0, 0, 10)
  const origin = readOrigin(text("PORTAL_ORIGIN", `http://localhost:${port}`), mistakes)
  const isLocal = /^http:\/\/localhost(:\d+)?$/.test(origin)
  const mode = readMode(
    text("PORTAL_MODE", isLocal && !env["PORTAL_KEYRING"] ? "demo" : "production"),
    mistakes,
  )
  const dataFolder = resolve(text("PORTAL_DATA", "data"))
  const database = text("PORTAL_DATABASE_URL", join(dataFolder, "portal.sqlite"))
  const config: Config = {
    mode,
    port,
    origin,
    trustProxy,
    dataFolder,
    database,
    host: text("PORTAL_HOST", "127.0.0.1"),
    keyring: text("PORTAL_KEYRING", mode === "demo" ? join(dataFolder, "keyring.json") : ""),
    sms: text("PORTAL_SMS", mode === "demo" ? "postvak" : ""),
    mail: text("PORTAL_MAIL", mode === "demo" ? "postvak" : ""),
    smsBudget: {
      hour: whole("PORTAL_SMS_PER_HOUR", ...rangeOf(smsBudget.hour)),
      day: whole("PORTAL_SMS_PER_DAY", ...rangeOf(smsBudget.day)),
    },
    mailFrom: text("PORTAL_MAIL_FROM", ""),
    passwordHash: { memoryKiB: 46 * 1024, passes: 2 },
  }
  if (env["PORTAL_DATABASE_URL"]?.trim() && !/^postgres(ql)?:\/\//.test(database))
    mistakes.push(
      "PORTAL_DATABASE_URL does not start with postgres://. Leave it empty for SQLite in PORTAL_DATA.",
    )
  if (config.mode === "demo") judgeDemo(config, isLocal, mistakes)
  else judgeProduction(config, mistakes)
  if (config.mode === "production" && purpose === "server") judgeGateways(config, mistakes)
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return Object.freeze(config)
}

const rangeOf = ({ preset, lowest, highest }: (typeof smsBudget)["hour" | "day"]) =>
  [preset, lowest, highest] as const

function readOrigin(given: string, mistakes: string[]): string {
  const origin = given.replace(/\/$/, "")
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url?.origin === origin && /^https?:$/.test(url.protocol)) return origin
  mistakes.push(`PORTAL_ORIGIN is "${given}": give scheme and host only, like https://portaal.voorbeeld.nl.`)
  return "http://localhost:3000"
}

function readMode(given: string, mistakes: string[]): Config["mode"] {
  if (given === "demo" || given === "production") return given
  mistakes.push(`PORTAL_MODE is "${given}": choose demo or production.`)
  return "production"
}

function judgeDemo(config: Config, isLocal: boolean, mistakes: string[]) {
  if (!isLocal)
    mistakes.push("The demo only runs on http://localhost. Set PORTAL_MODE=production, or the origin back.")
  if (config.sms !== "postvak" || config.mail !== "postvak")
    mistakes.push(
      "The demo sends nothing: leave PORTAL_SMS and PORTAL_MAIL empty, or choose PORTAL_MODE=production.",
    )
}

function judgeProduction(config: Config, mistakes: string[]) {
  if (!config.origin.startsWith("https://"))
    mistakes.push(
      `PORTAL_ORIGIN is ${config.origin}: production needs https, or passwords cross the network in clear.`,
    )
  if (!config.keyring)
    mistakes.push(
      "PORTAL_KEYRING is empty: name the keyring file. Make one with: npm run portal -- keys new <file>",
    )
  else if (!isAbsolute(config.keyring))
    mistakes.push(`PORTAL_KEYRING is "${config.keyring}": give the full path.`)
  if (config.keyring && resolve(config.keyring).startsWith(config.dataFolder + sep))
    mistakes.push("PORTAL_KEYRING lies inside PORTAL_DATA: keep the keys apart from the data they open.")
}

function judgeGateways({ sms, mail, mailFrom, origin }: Config, mistakes: string[]) {
  const isThere = (name: string, value: string) => {
    if (value && value !== "postvak") return true
    const sentence = value
      ? 'is "postvak": that is the demo\'s letterbox, it sends nothing.'
      : "is empty: readers cannot log in without it."
    mistakes.push(`${name} ${sentence}`)
    return false
  }
  if (isThere("PORTAL_SMS", sms)) readSmsSettings(sms, mistakes)
  if (isThere("PORTAL_MAIL", mail)) readMailSettings(mail, mailFrom, mistakes)
  const signs = smsSigns(securityCodeSms({ code: "000000", at: new Date(0), origin }))
  if (signs === undefined || signs > SMS_SIGNS)
    mistakes.push(
      `PORTAL_ORIGIN has a name that is too long: the SMS with the code would not fit in ${SMS_SIGNS} signs.`,
    )
}
