import { readFileSync } from "node:fs"
import { legalTextKinds } from "#contract/organisation"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { addLegalText } from "../organisation/legal-texts.ts"
import { markPsychogeriatricLocations } from "../organisation/pg-locations.ts"
import { changeOrganisation, defaultSettings, readOrganisation } from "../organisation/settings.ts"
import { CommandError, operator, operatorName, type Command } from "./command.ts"

const text = { type: "string" } as const

export const organisationCommands: Command[] = [
  {
    kind: "database",
    name: "organisation show",
    summary: "the settings of the organisation",
    usage: "",
    async run(deps) {
      const settings = await readOrganisation(deps.db)
      return { json: settings, text: JSON.stringify(settings, null, 2) }
    },
  },
  {
    kind: "database",
    name: "organisation set",
    summary: "change one setting; kept with who and when",
    usage: `<field> <value>   (a list or group as JSON: psychogeriatricLocations '["de-beuk"]')`,
    async run(deps, { positionals: [field, value] }) {
      if (!field || value === undefined || !(field in defaultSettings))
        throw new CommandError(
          `Give a field and a value. Fields: ${Object.keys(defaultSettings).join(", ")}.`,
        )
      const settings = await deps.db.transaction(async (trx) => {
        const after = await changeOrganisation(trx, { [field]: parseValue(value) }, operatorName, deps.now())
        await markPsychogeriatricLocations(trx)
        await auditChange(deps, trx, field)
        return after
      })
      return { json: settings, text: `Changed: ${field}` }
    },
  },
  {
    kind: "database",
    name: "organisation legal-text",
    summary: "add a version of the privacy statement or the terms of use",
    usage: `${legalTextKinds.join("|")} --file <text file> --version <name> --effective-on <YYYY-MM-DD>`,
    options: { file: text, version: text, "effective-on": text },
    async run(deps, args) {
      const kind = legalTextKinds.find((name) => name === args.positionals[0])
      if (!kind) throw new CommandError(`Name the text: ${legalTextKinds.join(" or ")}.`)
      const version = args.required("version")
      const effectiveOn = args.required("effective-on")
      if (!/^\d{4}-\d{2}-\d{2}$/.test(effectiveOn))
        throw new CommandError("--effective-on: write YYYY-MM-DD.")
      const body = readText(args.required("file"))
      await deps.db.transaction(async (trx) => {
        const known = await trx("legal_texts").where({ kind, version }).first()
        if (known) throw new CommandError(`Version ${version} exists already; a version never changes.`)
        await addLegalText(trx, { kind, version, body, effectiveOn }, deps.now())
        await auditChange(deps, trx, `${kind} ${version}`)
      })
      return {
        json: { kind, version, effectiveOn },
        text: `Added: ${kind} ${version}, in force on ${effectiveOn}`,
      }
    },
  },
]

/** "off" is text, `["NL","BE"]` is JSON. */
function parseValue(given: string): unknown {
  if (!/^[[{\d]/.test(given)) return given
  try {
    return JSON.parse(given) as unknown
  } catch {
    return given
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    throw new CommandError(`The file ${path} cannot be read.`)
  }
}

const auditChange = (deps: Deps, trx: Deps["db"], field: string) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "organisation.change",
    action: "U",
    reason: field.slice(0, 120),
    actor: operator,
    objectKind: "organisation",
  })
