import Router from "@koa/router"
import type { Rights } from "#contract/access"
import type { Me } from "#contract/account"
import { listReadable } from "../access/readable-patients.ts"
import { nameOfReader } from "../access/readers.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { announcementsFor } from "../organisation/announcements.ts"
import { announcedLegalTexts } from "../organisation/legal-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { requireSession, requireUntouched, secondsUntil } from "../session/session.ts"
import { findContact } from "./account.queries.ts"
import { listOwnPatients } from "./own-patients.ts"

export function accountRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  // Asked by each page that is looked at, once a minute: shows no name, so it is no row of the log.
  router.get("/api/session/rights", requireUntouched(deps), async (ctx) => {
    const readable = await listReadable(deps.db, deps, ctx.state.reader.accountId)
    const patients = readable.map(({ patient: { id, sections } }) => ({ id, sections }))
    ctx.body = { patients } satisfies Rights
  })

  router.get("/api/me", requireSession(deps), async (ctx) => {
    const { reader } = ctx.state
    ctx.body = await deps.db.transaction(async (trx) => {
      const contact = await findContact(trx, deps.sealing, reader.accountId)
      const readable = await listOwnPatients(trx, deps, reader)
      const { offline } = await readOrganisation(trx)
      const [first] = readable
      const me: Me = {
        email: contact.email,
        name: first ? await nameOfReader(trx, deps.sealing, first.candidate) : null,
        maskedMobile: maskMobile(contact.mobile),
        stage: reader.stage,
        previousLoginAt: reader.previousLoginAt,
        tag: tagOf(deps.sealing, reader.accountId),
        formKey: formKeyOf(deps.sealing, reader.accountId),
        lockMinutes: reader.lockMinutes,
        secondsLeft: secondsUntil(reader.endsAt, deps.now()),
        mayKeepOffline: offline.allowed,
        patients: readable.map(({ patient }) => patient),
        announcements: await announcementsFor(trx, reader.accountId, deps.now()),
        announcedTexts: (await announcedLegalTexts(trx, deps.now())).map(({ body: _, ...text }) => text),
      }
      return me
    })
  })

  return router
}

const formKeyOf = (sealing: Sealing, accountId: string) =>
  Buffer.from(sealing.blindIndex("typed-form", accountId), "hex").toString("base64")

const TAG_LENGTH = 22

/** Keyed, so that who finds a device cannot try which account it was. */
const tagOf = (sealing: Sealing, accountId: string) =>
  Buffer.from(sealing.blindIndex("account-tag", accountId), "hex").toString("base64url").slice(0, TAG_LENGTH)
