import { saveSettings } from "../organisation/save-settings.ts"
import { defaultSettings, readOrganisation } from "../organisation/settings.ts"
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
      const change = { [field]: parseValue(value) }
      const settings = await saveSettings(deps, change, { actor: operator, by: operatorName })
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
