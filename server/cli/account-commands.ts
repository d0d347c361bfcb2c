import { closeAccount } from "../access/close-account.ts"
import { appendAudit } from "../audit/audit.ts"
import { findActiveAccount, liftStops } from "../credentials/account-care.queries.ts"
import { emailIndexOf, readEmail } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { CommandError, operator, type Command, type CommandArguments } from "./command.ts"
import { lostPhoneCommands } from "./lost-phone-commands.ts"

const text = { type: "string" } as const

export const accountCommands: Command[] = [
  {
    kind: "database",
    name: "account unblock",
    summary: "let a reader try again after too many wrong codes or BSNs",
    usage: "--email <address>",
    options: { email: text },
    async run(deps, args) {
      const id = await deps.db.transaction(async (trx) => {
        const accountId = await findByAddress(trx, deps, args)
        await liftStops(trx, accountId)
        await appendAudit(trx, deps.sealing, deps.now(), {
          event: "account.unblock",
          action: "U",
          actor: operator,
          objectKind: "account",
          objectId: accountId,
        })
        return accountId
      })
      return { json: { id }, text: "The reader can try again." }
    },
  },
  {
    kind: "database",
    name: "account close",
    summary: "close a reader's account and end its grants",
    usage: "--email <address> --reason <why>",
    options: { email: text, reason: text },
    async run(deps, args) {
      const reason = args.required("reason")
      const id = await deps.db.transaction(async (trx) => {
        const accountId = await findByAddress(trx, deps, args)
        if (!(await closeAccount(trx, deps, { accountId, reason, actor: operator })))
          throw new CommandError(UNKNOWN)
        return accountId
      })
      return {
        json: { id },
        text: "Closed: the account, its sessions, its grants and what its devices keep.",
      }
    },
  },
  ...lostPhoneCommands,
]

const UNKNOWN = "There is no active account with this address."

async function findByAddress(trx: Deps["db"], deps: Deps, args: CommandArguments): Promise<string> {
  const email = readEmail(args.required("email"))
  if (!email) throw new CommandError("--email is not an e-mail address.")
  const id = await findActiveAccount(trx, emailIndexOf(deps.sealing, email))
  if (!id) throw new CommandError(UNKNOWN)
  return id
}
