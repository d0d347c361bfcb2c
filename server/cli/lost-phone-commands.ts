import { readEmail } from "../credentials/email.ts"
import { readMobile } from "../credentials/mobile.ts"
import {
  approveLostPhone,
  cancelLostPhone,
  listLostPhones,
  requestLostPhone,
  type Staff,
} from "../login/lost-phone-staff.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { auditList, CommandError, operator, table, type Command, type CommandArguments } from "./command.ts"

const text = { type: "string" } as const

/** The command line cannot prove who types: it writes down who they say they are. */
const staffOf = (args: CommandArguments): Staff => ({ ...operator, id: args.required("as") })

function idOf(args: CommandArguments): string {
  const [id] = args.positionals
  if (!id) throw new CommandError("Give the id of the request. See: account lost-phone list")
  return id
}

export const lostPhoneCommands: Command[] = [
  {
    kind: "database",
    name: "account lost-phone request",
    summary: "ask another mobile number for a reader who lost the telephone",
    usage: "--email <address> --mobile <new number> --proof <how you know who it is> --as <your name>",
    options: { email: text, mobile: text, proof: text, as: text },
    async run(deps, args) {
      const { smsCountries } = await readOrganisation(deps.db)
      const email = readEmail(args.required("email"))
      const mobile = readMobile(args.required("mobile"), "NL", smsCountries)
      if (!email) throw new CommandError("--email is not an e-mail address.")
      if (mobile.kind !== "mobile")
        throw new CommandError("--mobile is not a mobile number of an allowed country.")
      const wanted = { email, mobile: mobile.e164, proof: args.required("proof") }
      const id = await requestLostPhone(deps, wanted, staffOf(args))
      return { json: { id }, text: `Asked: ${id}. Somebody else approves it.` }
    },
  },
  {
    kind: "database",
    name: "account lost-phone approve",
    summary: "approve what somebody else asked; the link is mailed 24 hours later",
    usage: "<request id> --as <your name>",
    options: { as: text },
    async run(deps, args) {
      const { readyAt } = await approveLostPhone(deps, idOf(args), staffOf(args))
      return { json: { readyAt }, text: `Approved. The reader was told; the link goes out at ${readyAt}.` }
    },
  },
  {
    kind: "database",
    name: "account lost-phone cancel",
    summary: "stop a request that is still open",
    usage: "<request id> --as <your name>",
    options: { as: text },
    async run(deps, args) {
      const id = idOf(args)
      await cancelLostPhone(deps, id, staffOf(args))
      return { json: { id }, text: "Cancelled: the number stays as it was." }
    },
  },
  {
    kind: "database",
    name: "account lost-phone list",
    summary: "requests that are still open",
    usage: "",
    async run(deps) {
      await auditList(deps, "lost-phones")
      const requests = await listLostPhones(deps)
      return { json: requests, text: table(requests) }
    },
  },
]
