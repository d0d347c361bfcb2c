// Privacy statement and terms of use, by version with the day they take effect. A version never changes, and one that
// was in force stays readable; before its day it can be withdrawn.
import type { LegalText, LegalTextPage, LegalTextVersion } from "#contract/organisation"
import type { Db } from "../../db/knex.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"

type Kind = LegalText["kind"]
type Row = { kind: Kind; version: string; summary: string; body: string; effective_on: string }

const newestFirst = ["effective_on", "created_at", "version"].map((column) => ({
  column,
  order: "desc" as const,
}))
const columns = ["kind", "version", "summary", "body", "effective_on"] as const
const known = (db: Db) => db("legal_texts").whereNull("withdrawn_at")

const toText = ({ kind, version, summary, body, effective_on: effectiveOn }: Row): LegalText => ({
  kind,
  version,
  effectiveOn,
  summary,
  body,
})

/** The version in force today (Europe/Amsterdam); undefined before the organisation stored one. */
export async function currentLegalText(db: Db, kind: Kind, now: Date): Promise<LegalText | undefined> {
  const row = (await known(db)
    .where({ kind })
    .where("effective_on", "<=", dateInAmsterdam(now))
    .orderBy(newestFirst)
    .first(...columns)) as Row | undefined
  return row && toText(row)
}

/** Versions of either kind that take effect later, soonest first. */
export async function announcedLegalTexts(db: Db, now: Date): Promise<LegalText[]> {
  const rows = (await known(db)
    .where("effective_on", ">", dateInAmsterdam(now))
    .orderBy(["effective_on", "kind", "version"])
    .select(...columns)) as Row[]
  return rows.map(toText)
}

/** Every version of a kind that was not withdrawn, newest first. */
export async function listLegalTexts(
  db: Db,
  kind: Kind,
  now: Date,
): Promise<(LegalText & Pick<LegalTextVersion, "state">)[]> {
  const rows = (await known(db)
    .where({ kind })
    .orderBy(newestFirst)
    .select(...columns)) as Row[]
  const today = dateInAmsterdam(now)
  const current = rows.find(({ effective_on }) => effective_on <= today)
  return rows.map((row) => {
    const later = row.effective_on > today ? ("announced" as const) : ("earlier" as const)
    return { ...toText(row), state: row === current ? "current" : later }
  })
}

/** @param version undefined: the one in force. @returns undefined for one that never was, or was withdrawn. */
export async function findLegalTextPage(
  db: Db,
  kind: Kind,
  version: string | undefined,
  now: Date,
): Promise<LegalTextPage | undefined> {
  const all = await listLegalTexts(db, kind, now)
  const asked = all.find((text) =>
    version === undefined ? text.state === "current" : text.version === version,
  )
  if (!asked) return undefined
  const { state: _, ...text } = asked
  return {
    ...text,
    versions: all.map(({ version, effectiveOn, state }) => ({ version, effectiveOn, state })),
  }
}

export async function addLegalText(
  db: Db,
  text: Omit<LegalText, "summary"> & { summary?: string },
  now: Date,
): Promise<void> {
  await db("legal_texts").insert({
    kind: text.kind,
    version: text.version,
    summary: text.summary ?? "",
    body: text.body,
    effective_on: text.effectiveOn,
    created_at: now.toISOString(),
  })
}

/** @returns false when this account accepted this version before. */
export async function acceptText(
  trx: Db,
  { accountId, kind, version, at }: { accountId: string; kind: string; version: string; at: string },
): Promise<boolean> {
  const rows = (await trx("accepted_texts")
    .insert({ account_id: accountId, kind, version, accepted_at: at })
    .onConflict(["account_id", "kind", "version"])
    .ignore()
    .returning("kind")) as unknown[]
  return rows.length === 1
}
