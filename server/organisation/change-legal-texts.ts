// Adding a version, announced in time, and withdrawing one before its day. The rules; who may is the caller's.
import type { LogEvent } from "#contract/log-events"
import * as v from "valibot"
import type { LegalText } from "#contract/organisation"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { addDays, dateInAmsterdam } from "../http/amsterdam.ts"
import { addLegalText, announcedLegalTexts, currentLegalText } from "./legal-texts.ts"
import { readOrganisation } from "./settings.ts"
import { calendarDay, oneLine, paragraphs, problemsOf } from "./typed-text.ts"

export type LegalTextCode =
  "input-invalid" | "version-known" | "day-taken" | "notice-too-short" | "summary-missing" | "not-possible"

/** The command line says the sentence, Beheer has words of its own for the code. */
export class LegalTextError extends Error {
  readonly code: LegalTextCode
  constructor(sentence: string, code: LegalTextCode) {
    super(sentence)
    this.code = code
  }
}

const NewText = v.object({
  version: oneLine(40),
  effectiveOn: calendarDay,
  summary: paragraphs(600),
  body: v.pipe(paragraphs(100_000), v.minLength(1, "is empty")),
})

/** @throws LegalTextError with a sentence that says what to do. */
export async function announceLegalText(deps: Deps, given: LegalText, actor: Actor): Promise<LegalText> {
  const judged = v.safeParse(NewText, given)
  if (!judged.success) throw new LegalTextError(problemsOf(judged.issues), "input-invalid")
  const text = { kind: given.kind, ...judged.output }
  await deps.db.transaction(async (trx) => {
    await judgeDate(trx, text, deps.now())
    await addLegalText(trx, text, deps.now())
    await audit(trx, deps, "legal-text.add", "C", text, actor)
  })
  return text
}

async function judgeDate(trx: Db, { kind, version, effectiveOn, summary }: LegalText, now: Date) {
  if (await trx("legal_texts").where({ kind, version }).first("version"))
    throw new LegalTextError(`Version ${version} exists already; a version never changes.`, "version-known")
  const rival = (await announcedLegalTexts(trx, now)).find(
    (text) => text.kind === kind && text.effectiveOn === effectiveOn,
  )
  if (rival)
    throw new LegalTextError(
      `Version ${rival.version} takes effect on that day. Withdraw it first, or choose another day.`,
      "day-taken",
    )
  // The first of its kind changes nothing for anybody.
  if (!(await currentLegalText(trx, kind, now))) return
  const { termsNoticeDays } = await readOrganisation(trx)
  const earliest = addDays(dateInAmsterdam(now), termsNoticeDays)
  if (effectiveOn < earliest)
    throw new LegalTextError(
      `Readers are told ${termsNoticeDays} days before (setting termsNoticeDays). Choose ${earliest} or later.`,
      "notice-too-short",
    )
  if (!summary)
    throw new LegalTextError("Say what changed, in a few plain sentences: --summary.", "summary-missing")
}

/** @throws LegalTextError when it is unknown, or in force. */
export async function withdrawLegalText(
  deps: Deps,
  { kind, version }: Pick<LegalText, "kind" | "version">,
  actor: Actor,
): Promise<LegalText> {
  return deps.db.transaction(async (trx) => {
    const now = deps.now()
    const text = (await announcedLegalTexts(trx, now)).find(
      (one) => one.kind === kind && one.version === version,
    )
    const rows = text
      ? await trx("legal_texts")
          .where({ kind, version })
          .whereNull("withdrawn_at")
          .update({ withdrawn_at: now.toISOString() })
      : 0
    if (!text || rows !== 1)
      throw new LegalTextError(
        `There is no version ${version} that takes effect later. See: legal-text list`,
        "not-possible",
      )
    await audit(trx, deps, "legal-text.withdraw", "U", text, actor)
    return text
  })
}

const audit = (trx: Db, deps: Deps, event: LogEvent, action: "C" | "U", text: LegalText, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    reason: `${text.kind} ${text.version}, ${text.effectiveOn}`,
    actor,
    objectKind: "legal-text",
  })
