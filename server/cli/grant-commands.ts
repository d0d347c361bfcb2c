import { representationBases, roles, sections } from "#contract/access"
import { endGrounds } from "#contract/desk"
import { endGrant } from "../access/end-grants.ts"
import { addGrant } from "../access/grants.ts"
import { listGrants } from "../access/grants.queries.ts"
import { cancelInvitation, inviteHolder, type Invited } from "../access/invitations.ts"
import { readEmail } from "../credentials/email.ts"
import { readMobile } from "../credentials/mobile.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { auditList, CommandError, operator, operatorName, table, type Command } from "./command.ts"

const text = { type: "string" } as const

export const grantCommands: Command[] = [
  {
    kind: "database",
    name: "grant add",
    summary: "record a signed form: this person may read this patient's record",
    usage:
      "--patient <id> --slot 1|2 --person <relative id|self> --email <address> --mobile <number> --role <role>" +
      " [--basis <ground>] --form-date <YYYY-MM-DD> --form-ref <reference> [--sections reports,agenda,…]",
    options: {
      patient: text,
      slot: text,
      person: text,
      email: text,
      mobile: text,
      role: text,
      basis: text,
      "form-date": text,
      "form-ref": text,
      sections: text,
    },
    async run(deps, args) {
      const { smsCountries } = await readOrganisation(deps.db)
      const email = readEmail(args.required("email"))
      const mobile = readMobile(args.required("mobile"), "NL", smsCountries)
      if (!email) throw new CommandError("--email is not an e-mail address.")
      if (mobile.kind !== "mobile")
        throw new CommandError("--mobile is not a mobile number of an allowed country.")
      const formDate = args.required("form-date")
      if (!isDay(formDate)) throw new CommandError("--form-date is not a day: write YYYY-MM-DD.")
      const given = args.text("sections")
      const basis = args.text("basis")
      const id = await addGrant(
        deps,
        {
          patientId: args.required("patient"),
          slot: slotOf(args.required("slot")),
          person: args.required("person"),
          email,
          mobile: mobile.e164,
          role: oneOf("--role", args.required("role"), roles),
          ...(basis && { basis: oneOf("--basis", basis, representationBases) }),
          formDate,
          formReference: args.required("form-ref"),
          sections: given
            ? given.split(",").map((name) => oneOf("--sections", name.trim(), sections))
            : [...sections],
        },
        operator,
        operatorName,
      )
      return { json: { id }, text: `Granted: ${id}` }
    },
  },
  {
    kind: "database",
    name: "grant end",
    summary: "end a grant now; its reader hears of it by mail",
    usage: `<grant id> --reason <why> [--ground ${endGrounds.join("|")}]`,
    options: { reason: text, ground: text },
    async run(deps, args) {
      const [id] = args.positionals
      if (!id) throw new CommandError("Give the id of the grant. See: grant list")
      const ground = args.text("ground")
      await endGrant(
        deps,
        id,
        args.required("reason"),
        operator,
        ground === undefined ? undefined : oneOf("--ground", ground, endGrounds),
      )
      return { json: { id }, text: `Ended: ${id}` }
    },
  },
  // Before "grant invite": the first name that fits is the command.
  {
    kind: "database",
    name: "grant invite cancel",
    summary: "stop the link of an invitation",
    usage: "<grant id>",
    async run(deps, args) {
      const [id] = args.positionals
      if (!id) throw new CommandError("Give the id of the grant. See: grant list")
      await cancelInvitation(deps, id, operator)
      return { json: { id }, text: "Cancelled: the link that was mailed opens nothing any more." }
    },
  },
  {
    kind: "database",
    name: "grant invite",
    summary: "mail the person of a grant a link that makes an account",
    usage: "<grant id> [--resend]",
    options: { resend: { type: "boolean" } },
    async run(deps, args) {
      const [id] = args.positionals
      if (!id) throw new CommandError("Give the id of the grant. See: grant list")
      const invited = await inviteHolder(deps, id, args.isSet("resend"), operator, operatorName)
      return { json: { id, ...invited }, text: outcomeText(invited) }
    },
  },
  {
    kind: "database",
    name: "grant list",
    summary: "who may read whose record",
    usage: "",
    async run(deps) {
      await auditList(deps, "grants")
      const grants = await listGrants(deps.db, deps.sealing)
      return { json: grants, text: table(grants) }
    },
  },
]

function outcomeText(invited: Invited): string {
  if (invited.kind === "invited") return `Invited. The link works until ${invited.expiresAt}.`
  const told = "This address has an account. The mail says: log in with it."
  if (invited.sameNumber) return told
  return `${told}\nIts mobile number is not the one of this grant, so the grant stays closed: ask the person, then mend one.`
}

function slotOf(given: string): number {
  if (/^[1-9]$/.test(given)) return Number(given)
  throw new CommandError("--slot is 1 or 2.")
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given)
  if (found) return found
  throw new CommandError(`${option} ${given} is not known. Choose from: ${names.join(", ")}.`)
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
