import { existsSync } from "node:fs"
import { importFiles } from "../ecd/import-files.ts"
import { exitCodeOf, renderReport } from "../ecd/report.ts"
import { listQuarantine } from "../ecd/quarantine.ts"
import { ensureSource } from "../ecd/sources.ts"
import { importStatus } from "../ecd/status.ts"
import { markPsychogeriatricLocations } from "../organisation/pg-locations.ts"
import { CommandError, operator, table, type Command } from "./command.ts"

const text = { type: "string" } as const

export const ecdCommands: Command[] = [
  {
    kind: "database",
    name: "ecd import",
    summary: "read FHIR R4 files of the ECD: Bundles, NDJSON, single resources, .gz",
    usage: "<file|folder> … [--source <name>] [--absent-confidentiality show|hide] [--dry-run]",
    options: { source: text, "absent-confidentiality": text, "dry-run": { type: "boolean" } },
    async run(deps, args) {
      const paths = args.positionals
      if (paths.length === 0) throw new CommandError("Name a file or folder to import.")
      for (const path of paths)
        if (!existsSync(path)) throw new CommandError(`There is no file or folder ${path}. Check the path.`)
      const sourceName = args.text("source") ?? "files"
      const absent = args.text("absent-confidentiality")
      if (absent && absent !== "show" && absent !== "hide")
        throw new CommandError("--absent-confidentiality is show or hide.")
      if ((absent === "show" || absent === "hide") && !args.isSet("dry-run"))
        await ensureSource(deps, {
          name: sourceName,
          kind: "file",
          settings: { absentConfidentiality: absent },
        })
      const report = await importFiles(deps, {
        paths,
        sourceName,
        actor: operator,
        dryRun: args.isSet("dry-run"),
      })
      await deps.db.transaction((trx) => markPsychogeriatricLocations(trx))
      return { json: report, text: renderReport(report), exitCode: exitCodeOf(report) }
    },
  },
  {
    kind: "database",
    name: "ecd quarantine",
    summary: "what was refused, where and why",
    usage: "",
    async run(deps) {
      const items = await listQuarantine(deps.db)
      return { json: items, text: table(items) }
    },
  },
  {
    kind: "database",
    name: "ecd status",
    summary: "the last import runs",
    usage: "",
    async run(deps) {
      const runs = await importStatus(deps)
      return { json: runs, text: table(runs) }
    },
  },
]
