import { readFileSync } from "node:fs"
import { legalTextKinds, type LegalText } from "#contract/organisation"
import { announceLegalText, withdrawLegalText } from "../organisation/change-legal-texts.ts"
import { countAccepted, countTold } from "../organisation/announce-texts.ts"
import { listLegalTexts } from "../organisation/legal-texts.ts"
import { CommandError, operator, table, type Command } from "./command.ts"

const text = { type: "string" } as const
const kinds = legalTextKinds.join("|")

export const legalTextCommands: Command[] = [
  {
    kind: "database",
    name: "legal-text add",
    summary: "add a version of the privacy statement or the terms of use; readers are told in time",
    usage: `${kinds} --file <text file> --version <name> --effective <YYYY-MM-DD> [--summary <what changed>]`,
    options: { file: text, version: text, effective: text, summary: text },
    async run(deps, args) {
      const kind = kindOf(args.positionals)
      const added = await announceLegalText(
        deps,
        {
          kind,
          version: args.required("version"),
          effectiveOn: args.required("effective"),
          summary: args.text("summary") ?? "",
          body: readText(args.required("file")),
        },
        operator,
      )
      const { version, effectiveOn } = added
      return {
        json: { kind, version, effectiveOn },
        text: `Added: ${kind} ${version}, in force on ${effectiveOn}`,
      }
    },
  },
  {
    kind: "database",
    name: "legal-text list",
    summary: "every version, with the day it takes effect and how many accepted it",
    usage: "",
    async run(deps) {
      const rows = []
      for (const kind of legalTextKinds)
        for (const { version, effectiveOn, state } of await listLegalTexts(deps.db, kind, deps.now()))
          rows.push({
            kind,
            version,
            effectiveOn,
            state,
            accepted: await countAccepted(deps.db, kind, version),
          })
      return { json: rows, text: table(rows) }
    },
  },
  {
    kind: "database",
    name: "legal-text withdraw",
    summary: "take back a version before the day it takes effect",
    usage: `${kinds} <version>`,
    async run(deps, { positionals }) {
      const kind = kindOf(positionals)
      const version = positionals[1]
      if (!version) throw new CommandError("Give the version. See: legal-text list")
      const withdrawn = await withdrawLegalText(deps, { kind, version }, operator)
      const told = await countTold(deps.db, withdrawn)
      const hint = told > 0 ? ` ${told} readers had a mail about it: tell them with "announcement add".` : ""
      return { json: { kind, version, told }, text: `Withdrawn: ${kind} ${version}.${hint}` }
    },
  },
]

function kindOf([given]: string[]): LegalText["kind"] {
  return (
    legalTextKinds.find((name) => name === given) ?? refuse(`Name the text: ${legalTextKinds.join(" or ")}.`)
  )
}

function readText(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return refuse(`The file ${path} cannot be read.`)
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return refuse(`The file ${path} is not UTF-8 text.`)
  }
}

function refuse(sentence: string): never {
  throw new CommandError(sentence)
}
