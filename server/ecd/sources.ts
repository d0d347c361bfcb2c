// Where a record comes from, and how the organisation set it up.
import { randomUUID } from "node:crypto"
import type { Deps } from "../deps.ts"
import { reportTypes } from "./mapping/project.ts"
import {
  parseSourceSettings,
  projectionSettings,
  type GivenSettings,
  type SourceSettings,
} from "./source-settings.ts"

export type EcdSource = { id: string; name: string; kind: "file" | "fhir"; settings: SourceSettings }
type SourceRow = { id: string; name: string; kind: "file" | "fhir"; settings: string }

/**
 * Finds or makes a source. Given settings replace those of the same name; the others stay. When they decide what is
 * shown, everything of the source is projected again by the next import; what would now be hidden is hidden at once.
 * @throws Error with a sentence for the operator when a setting is not right.
 */
export async function ensureSource(
  deps: Pick<Deps, "db" | "now">,
  given: { name: string; kind: "file" | "fhir"; settings?: GivenSettings },
): Promise<EcdSource> {
  return deps.db.transaction(async (trx) => {
    const row = (await trx("ecd_sources").where({ name: given.name }).first()) as SourceRow | undefined
    if (!row) {
      const settings = parseSourceSettings(given.settings ?? {})
      const id = randomUUID()
      const { name, kind } = given
      const created_at = deps.now().toISOString()
      await trx("ecd_sources").insert({
        id,
        name,
        kind,
        settings: JSON.stringify(given.settings ?? {}),
        created_at,
      })
      return { id, name, kind, settings }
    }
    const before = JSON.parse(row.settings) as GivenSettings
    const after = { ...before, ...given.settings }
    const settings = parseSourceSettings(after)
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      await trx("ecd_sources")
        .where({ id: row.id })
        .update({ settings: JSON.stringify(after) })
      const isOther = projectionSettings(parseSourceSettings(before)) !== projectionSettings(settings)
      const ofSource = trx("fhir_resources").where({ source_id: row.id })
      if (isOther) await ofSource.clone().whereNull("deleted_at").update({ needs_projection: true })
      if (isStricter(before, after)) await hideTexts(trx, row.id)
    }
    return { id: row.id, name: row.name, kind: row.kind, settings }
  })
}

const isStricter = (before: GivenSettings, after: GivenSettings) =>
  before.absentConfidentiality === "show" && after.absentConfidentiality !== "show"

/** Fail closed: which of them carry a label of their own, the next import finds out. */
async function hideTexts(trx: import("knex").Knex.Transaction, sourceId: string) {
  const ids = trx("fhir_resources").where({ source_id: sourceId }).whereIn("type", reportTypes).select("id")
  await trx("reports").whereIn("fhir_resource_id", ids).update({ visible: false })
}
