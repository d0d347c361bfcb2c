import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { markPsychogeriatricLocations } from "../organisation/pg-locations.ts"
import { changeOrganisation, defaultSettings, readOrganisation } from "../organisation/settings.ts"
import { CommandError, operator, operatorName, type Command } from "./command.ts"

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
]

/** "off" is text, `true` and `["NL","BE"]` are JSON. */
function parseValue(given: string): unknown {
  if (!/^([[{\d]|(true|false)$)/.test(given)) return given
  try {
    return JSON.parse(given) as unknown
  } catch {
    return given
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
