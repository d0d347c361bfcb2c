// Kopie van uw gegevens: what the account itself holds, in one answer that is written down.
import Router from "@koa/router"
import type { AccountCopy } from "#contract/account-copy"
import type { Db } from "../../db/knex.ts"
import { nameOfReader } from "../access/readers.queries.ts"
import { showMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { requireSession, type Reader } from "../session/session.ts"
import { findContact } from "./account.queries.ts"
import { copyAccess, copyAccount, copyChanges, copyChoices, copyDevices, copyTexts } from "./copy.queries.ts"
import { listLogins } from "./devices.queries.ts"
import { logOwn } from "./log-own.ts"
import { listOwnPatients } from "./own-patients.ts"

export function copyRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/account/copy", requireSession(deps), async (ctx) => {
    const { reader } = ctx.state
    ctx.body = await deps.db.transaction(async (trx) => {
      const copy = await copyOf(trx, deps, reader)
      await logOwn(trx, deps, reader, "account.copy", null)
      return copy
    })
  })

  return router
}

async function copyOf(trx: Db, deps: Deps, reader: Reader): Promise<AccountCopy> {
  const { accountId } = reader
  const now = deps.now()
  const readable = await listOwnPatients(trx, deps, reader)
  const [first] = readable
  const contact = await findContact(trx, deps.sealing, accountId)
  const open = new Map(
    readable.map(({ patient, candidate }) => [
      candidate.situation.grant.id,
      { client: patient.name, until: patient.endsAt },
    ]),
  )
  return {
    madeAt: now.toISOString(),
    organisation: (await readOrganisation(trx)).name,
    account: {
      name: first ? await nameOfReader(trx, deps.sealing, first.candidate) : null,
      email: contact.email,
      mobile: showMobile(contact.mobile),
      ...(await copyAccount(trx, accountId)),
    },
    acceptedTexts: await copyTexts(trx, accountId),
    access: await copyAccess(trx, accountId, open),
    devices: await copyDevices(trx, accountId),
    logins: await listLogins(trx, accountId),
    ...(await copyChoices(trx, accountId)),
    changes: await copyChanges(trx, deps.sealing, accountId, now),
  }
}
