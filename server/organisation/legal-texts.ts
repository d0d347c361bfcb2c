// Privacy statement and terms of use, by version with the day they take effect.
import type { LegalText } from "#contract/organisation"
import type { Db } from "../../db/knex.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"

type Row = { kind: LegalText["kind"]; version: string; body: string; effective_on: string }

/** The version in force today (Europe/Amsterdam); undefined before the organisation stored one. */
export async function currentLegalText(
  db: Db,
  kind: LegalText["kind"],
  now: Date,
): Promise<LegalText | undefined> {
  const row = (await db("legal_texts")
    .where({ kind })
    .where("effective_on", "<=", dateInAmsterdam(now))
    .orderBy([
      { column: "effective_on", order: "desc" },
      { column: "created_at", order: "desc" },
    ])
    .first("kind", "version", "body", "effective_on")) as Row | undefined
  return row && { kind: row.kind, version: row.version, body: row.body, effectiveOn: row.effective_on }
}

export async function addLegalText(db: Db, text: LegalText, now: Date): Promise<void> {
  await db("legal_texts").insert({
    kind: text.kind,
    version: text.version,
    body: text.body,
    effective_on: text.effectiveOn,
    created_at: now.toISOString(),
  })
}
