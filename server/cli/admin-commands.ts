// Staff accounts from the command line: the first administrator, and a way back when nobody can log in.
import { staffRoles, type StaffMember, type StaffRole } from "#contract/staff"
import { endMember, inviteAgain, inviteMember, membersFor, resetMember } from "../admin/members.ts"
import { readEmail } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { Failure } from "../http/failures.ts"
import { CommandError, operator, table, type Command, type CommandArguments } from "./command.ts"

const text = { type: "string" } as const
const oneTime = "It works once, for 24 hours. Give it to this person only; it was mailed to them too."

export const adminCommands: Command[] = [
  {
    kind: "database",
    name: "admin invite",
    summary: "invite a staff member, the first administrator too: prints a one-time link",
    usage: `--email <address> --name <name> --role ${staffRoles.join("|")}[,…]`,
    options: { email: text, name: text, role: text },
    async run(deps, args) {
      const member = {
        email: emailOf(args),
        name: args.required("name"),
        roles: rolesOf(args.required("role")),
      }
      const { id, link } = await explained(inviteMember(deps, member, operator))
      return { json: { id, link }, text: `${link}\n${oneTime}` }
    },
  },
  {
    kind: "database",
    name: "admin list",
    summary: "staff accounts with their roles",
    usage: "",
    async run(deps) {
      const members = await membersFor(deps, "", operator)
      const rows = members.map(({ id, name, email, roles, state, lastLoginAt }) => ({
        id,
        name,
        email,
        roles: roles.join(","),
        state,
        lastLogin: lastLoginAt ?? "",
      }))
      return { json: rows, text: table(rows) }
    },
  },
  {
    kind: "database",
    name: "admin reset",
    summary: "a lost telephone or password: ends the sessions, prints a new one-time link",
    usage: "--email <address>",
    options: { email: text },
    async run(deps, args) {
      const { id, state } = await memberOf(deps, args)
      // Who never used the link has nothing to take away.
      const link = await explained((state === "invited" ? inviteAgain : resetMember)(deps, id, operator))
      return { json: { id, link }, text: `${link}\n${oneTime}` }
    },
  },
  {
    kind: "database",
    name: "admin end",
    summary: "end a staff account and its sessions; the last administrator stays",
    usage: "--email <address>",
    options: { email: text },
    async run(deps, args) {
      const { id } = await memberOf(deps, args)
      await explained(endMember(deps, id, operator))
      return { json: { id }, text: "Ended: the account and its sessions." }
    },
  },
]

async function memberOf(deps: Deps, args: CommandArguments): Promise<StaffMember> {
  const email = emailOf(args).toLowerCase()
  const members = await membersFor(deps, "", operator)
  const member = members.find((one) => one.email.toLowerCase() === email)
  if (!member) throw new CommandError("There is no staff member with this address. See: admin list")
  return member
}

function emailOf(args: CommandArguments): string {
  const email = readEmail(args.required("email"))
  if (!email) throw new CommandError("--email is not an e-mail address.")
  return email
}

function rolesOf(given: string): StaffRole[] {
  return given.split(",").map((name) => {
    const role = staffRoles.find((one) => one === name.trim())
    if (!role)
      throw new CommandError(`--role ${name.trim()} is not known. Choose from: ${staffRoles.join(", ")}.`)
    return role
  })
}

const sentences: Partial<Record<string, string>> = {
  "staff-known": "There is a staff member with this address already. See: admin list",
  "last-administrator":
    "This is the last administrator. Invite another one first, and let them use their link: admin invite",
}

async function explained<Result>(deed: Promise<Result>): Promise<Result> {
  try {
    return await deed
  } catch (error) {
    const sentence = error instanceof Failure && sentences[error.code]
    throw sentence ? new CommandError(sentence) : error
  }
}
