import { endGrants } from "../access/grants.ts"
import { endVaultsOf } from "../access/vaults.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import { closeAccount, findActiveAccount, liftStops } from "../credentials/account-care.queries.ts"
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
      const id = await change(deps, args, "account.unblock", (trx, accountId) => liftStops(trx, accountId))
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
      const id = await change(deps, args, "account.close", async (trx, accountId) => {
        await closeAccount(trx, accountId, deps.now().toISOString())
        await endGrants(deps, trx, trx("grants").where({ account_id: accountId }), reason, operator)
        await endVaultsOf(trx, accountId, "closed", deps.now())
      })
      return {
        json: { id },
        text: "Closed: the account, its sessions, its grants and what its devices keep.",
      }
    },
  },
  ...lostPhoneCommands,
]

async function change(
  deps: Deps,
  args: CommandArguments,
  event: string,
  deed: (trx: Deps["db"], accountId: string) => Promise<void>,
): Promise<string> {
  const email = readEmail(args.required("email"))
  if (!email) throw new CommandError("--email is not an e-mail address.")
  return deps.db.transaction(async (trx) => {
    const id = await findActiveAccount(trx, emailIndexOf(deps.sealing, email))
    if (!id) throw new CommandError("There is no active account with this address.")
    await deed(trx, id)
    await appendAudit(trx, deps.sealing, deps.now(), {
      event,
      action: "U",
      reason: args.text("reason")?.slice(0, 120) ?? null,
      actor: operator,
      objectKind: "account",
      objectId: id,
    })
    return id
  })
}
