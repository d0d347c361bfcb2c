// Saying yes to the terms of use and the privacy statement, version by version.
import Router from "@koa/router"
import { AcceptTextInput, type OwedTexts } from "#contract/account"
import type { LoginDone } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { acceptText, currentLegalText } from "../organisation/legal-texts.ts"
import { listOwedTexts } from "../session/owed-texts.queries.ts"
import { requireSession, type Reader } from "../session/session.ts"

export function termsRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const owedBy = (db: Db, { accountId }: Reader) => listOwedTexts(db, accountId, dateInAmsterdam(deps.now()))

  router.get("/api/terms", requireSession(deps), async (ctx) => {
    const texts = await owedBy(deps.db, ctx.state.reader)
    ctx.body = {
      texts: texts.map(({ effective_on: effectiveOn, is_change: isChange, ...text }) => ({
        ...text,
        effectiveOn,
        isChange: Boolean(isChange),
      })),
    } satisfies OwedTexts
  })

  router.post("/api/terms", requireSession(deps), async (ctx) => {
    const { reader } = ctx.state
    const { kind, version } = input(ctx.request.body, AcceptTextInput)
    const now = deps.now()
    ctx.body = await deps.db.transaction(async (trx) => {
      const text = await currentLegalText(trx, kind, now)
      if (text?.version !== version) return fail("terms-version-old")
      const at = now.toISOString()
      // Pressed twice, or in two tabs: the first time counts.
      if (await acceptText(trx, { accountId: reader.accountId, kind, version, at }))
        await appendAudit(trx, deps.sealing, now, {
          event: "terms.accept",
          action: "C",
          reason: `${kind} ${version}`,
          actor: actorOf(reader, null),
          objectKind: "legal-text",
        })
      const isOwing = (await owedBy(trx, reader)).length > 0
      return { next: reader.stage === "bsn" ? "bsn" : isOwing ? "terms" : "open" } satisfies LoginDone
    })
  })

  return router
}
