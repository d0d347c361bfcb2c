import { existsSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { findChangedRows } from "../audit/audit.ts"
import { anchorsFile } from "../audit/seal-blocks.ts"
import { verifyBlocks } from "../audit/verify-blocks.ts"
import { writeKeyring } from "../sealing/keyring.ts"
import { CommandError, type Command } from "./command.ts"

export const systemCommands: Command[] = [
  {
    kind: "database",
    name: "migrate",
    summary: "bring the database up to date (the server does so at start too)",
    usage: "",
    // Opening the portal migrates; this command exists to do it while the server stands still.
    run: () => Promise.resolve({ json: { migrated: true }, text: "The database is up to date." }),
  },
  {
    kind: "bare",
    name: "keys new",
    summary: "make a keyring for a new installation",
    usage: "<file>",
    run({ positionals: [file] }, config) {
      const path = resolve(file ?? config().keyring)
      if (existsSync(path))
        throw new CommandError(
          `${path} exists. A keyring is never overwritten: data encrypted with it would be lost.`,
        )
      if (!existsSync(dirname(path))) throw new CommandError(`The folder ${dirname(path)} does not exist.`)
      writeKeyring(path)
      const text = `Made ${path}. Keep a copy apart from the database and its backups; without it the data is lost.`
      return { json: { keyring: path }, text }
    },
  },
  {
    kind: "database",
    name: "audit verify",
    summary: "check that no row of the log was changed, removed or put in another order",
    usage: "",
    async run(deps) {
      const { checked, changed } = await findChangedRows(deps.db, deps.sealing)
      const anchors = anchorsFile(deps.config.dataFolder)
      const sealed = await verifyBlocks(deps.db, deps.sealing, deps.now(), anchors)
      const found = [
        `${checked} rows checked, ${changed.length === 0 ? "none changed" : `${changed.length} CHANGED`}.`,
        ...changed,
        `${sealed.blocks} blocks checked, ${sealed.problems.length === 0 ? "all fit" : `${sealed.problems.length} PROBLEMS`}.`,
        ...sealed.problems,
        ...(sealed.unsealed > 0
          ? [
              `${sealed.unsealed} rows older than a minute are in no block yet: the server seals them when it runs.`,
            ]
          : []),
      ]
      const isWhole = changed.length === 0 && sealed.problems.length === 0
      return { json: { checked, changed, ...sealed }, text: found.join("\n"), exitCode: isWhole ? 0 : 2 }
    },
  },
]
