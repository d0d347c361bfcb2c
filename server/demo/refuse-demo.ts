// Production never runs with people everybody knows the password of.
import { emailIndexOf } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { StartError } from "../open-portal.ts"
import { demoPeople } from "./people.ts"
import { demoStaff } from "./staff.ts"

export async function refuseDemoAccounts(deps: Deps): Promise<void> {
  const indexes = demoPeople.map((person) => emailIndexOf(deps.sealing, person.email))
  const found = (await deps.db("accounts").whereIn("email_index", indexes).first("id")) as object | undefined
  const staff = emailIndexOf(deps.sealing, demoStaff.email)
  if (!found && !(await deps.db("staff_members").where({ email_index: staff }).first("id"))) return
  throw new StartError(
    "This database holds the demo accounts, whose passwords are public. Start with an empty PORTAL_DATA or database.",
  )
}
