// A mail to the people of the access desk: something on their list cannot wait until somebody looks.
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { Mail, Sender } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { systemOwner } from "../sealing/sealing.ts"
import { readOrganisation, senderOf } from "./settings.ts"

/** After this somebody has seen the list. */
const MAIL_DAYS = 3

type Row = { id: string; email: Buffer; roles: string }

export async function tellDesk(
  trx: Db,
  deps: Deps,
  purpose: string,
  mail: (sender: Sender) => Mail,
): Promise<void> {
  const now = deps.now()
  const rows = (await trx("staff_members")
    .where({ state: "active" })
    .orderBy("id")
    .select("id", "email", "roles")) as Row[]
  const desk = rows.filter(({ roles }) => roles.split(",").includes("accessDesk"))
  if (desk.length === 0) return
  const key = await deps.sealing.keyFor(trx, systemOwner, now)
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  const giveUpAt = new Date(now.getTime() + MAIL_DAYS * 86_400_000)
  for (const { id, email } of desk) {
    const to = deps.sealing.open(key, "staff_members.email", id, email)
    await queueMessage(trx, deps, { kind: "mail", purpose, accountId: null, to, ...mail(sender), giveUpAt })
  }
}
