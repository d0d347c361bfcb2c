// What the organisation writes for its readers, by who looks after it. Each change answers the page as it is afterwards.
import type Router from "@koa/router"
import type { BaseIssue, BaseSchema, InferOutput } from "valibot"
import { legalTextKinds } from "#contract/organisation"
import {
  AnnouncementInput,
  EndAnnouncementInput,
  LegalTextInput,
  TermInput,
  WithdrawInput,
  WordInput,
  type TextsPage,
} from "#contract/texts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import {
  addAnnouncement,
  AnnouncementError,
  endAnnouncement,
  listAnnouncements,
} from "../organisation/announcements.ts"
import { countAccepted } from "../organisation/announce-texts.ts"
import { explainWord, removeWord } from "../organisation/change-glossary.ts"
import { announceLegalText, LegalTextError, withdrawLegalText } from "../organisation/change-legal-texts.ts"
import { forgetUnknown, listTerms, listUnknown } from "../organisation/glossary.queries.ts"
import { listLegalTexts } from "../organisation/legal-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { createStaffRouter, type Deed } from "./staff-router.ts"

const ROOT = "/api/staff/texts"

export function textsAdminRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)

  get(ROOT, "texts.change", async (ctx) => {
    ctx.body = await readPage(deps)
  })

  const change = <Schema extends BaseSchema<unknown, unknown, BaseIssue<unknown>>>(
    path: string,
    schema: Schema,
    deed: (typed: InferOutput<Schema>, deed: Deed) => Promise<unknown>,
  ) =>
    post(ROOT + path, "texts.change", async (ctx, staff) => {
      await explained(deed(input(ctx.request.body, schema), staff))
      ctx.body = await readPage(deps)
    })

  change("/legal", LegalTextInput, (typed, { actor }) => announceLegalText(deps, typed, actor))
  change("/legal/withdraw", WithdrawInput, (typed, { actor }) => withdrawLegalText(deps, typed, actor))
  change("/announcements", AnnouncementInput, (typed, { actor, staff }) =>
    addAnnouncement(deps, typed, actor, staff.id),
  )
  change("/announcements/end", EndAnnouncementInput, ({ id }, { actor }) => endAnnouncement(deps, id, actor))
  change("/glossary", TermInput, async (typed, { actor, staff }) => {
    if (!(await explainWord(deps, typed, { actor, by: staff.id }))) fail("terms-full")
  })
  change("/glossary/remove", WordInput, async ({ word }, { actor }) => {
    if (!(await removeWord(deps, word, actor))) fail("not-found")
  })
  change("/glossary/forget", WordInput, async ({ word }) => {
    if (!(await forgetUnknown(deps.db, deps.sealing, word))) fail("not-found")
  })

  return router
}

async function readPage({ db, sealing, now }: Deps): Promise<TextsPage> {
  const legal: TextsPage["legal"] = []
  for (const kind of legalTextKinds)
    for (const { version, effectiveOn, summary, state } of await listLegalTexts(db, kind, now())) {
      const accepted = await countAccepted(db, kind, version)
      legal.push({ kind, version, effectiveOn, summary, state, accepted })
    }
  return {
    legal,
    noticeDays: (await readOrganisation(db)).termsNoticeDays,
    announcements: await listAnnouncements(db, now()),
    terms: await listTerms(db),
    unknown: await listUnknown(db, sealing, now()),
  }
}

/** The screen's own words for what the command line says in a sentence. */
async function explained<Result>(deed: Promise<Result>): Promise<Result> {
  try {
    return await deed
  } catch (error) {
    if (error instanceof LegalTextError || error instanceof AnnouncementError) return fail(error.code)
    throw error
  }
}
