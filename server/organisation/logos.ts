// The organisation's own mark in the head of every page. A picture is kept under the hash of its bytes; which one is shown
// is a setting.
import { createHash } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import type { Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { cleanPng } from "./png.ts"
import { saveSettings } from "./save-settings.ts"

/** @param seen the logo that the page showed. @throws Failure `logo-invalid`, `logo-too-large`, `changed-meanwhile`. */
export async function saveLogo(
  deps: Deps,
  { png, seen }: { png: string; seen: string | null },
  who: { actor: Actor; by: string },
): Promise<void> {
  const bytes = cleanPng(Buffer.from(png, "base64"))
  if (typeof bytes === "string") return fail(bytes === "too-large" ? "logo-too-large" : "logo-invalid")
  const id = createHash("sha256").update(bytes).digest("hex")
  await deps
    .db("organisation_logos")
    .insert({ id, png: bytes, created_at: deps.now().toISOString() })
    .onConflict("id")
    .ignore()
  await saveSettings(deps, { logo: id }, { ...who, seen: { logo: seen } })
}

export async function findLogo(db: Db, id: string): Promise<Buffer | undefined> {
  const row = (await db("organisation_logos").where({ id }).first("png")) as { png: Buffer } | undefined
  return row?.png
}
