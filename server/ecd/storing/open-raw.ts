// Raw versions, sealed as they came in, opened again.
import { ownerOf } from "./keys.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

export type SealedVersion = {
  id: string
  owner_kind: string
  owner_id: string
  raw: Buffer
  scope: string | null
}

/** By version id. */
export async function openRaw(
  trx: Transaction,
  run: Run,
  versions: SealedVersion[],
): Promise<Map<string, string>> {
  const patientOf = (version: SealedVersion) => (version.owner_kind === "patient" ? version.owner_id : null)
  const patientIds = versions.flatMap((version) => patientOf(version) ?? [])
  await run.keys.load(trx, patientIds)
  return new Map(
    versions.map((version) => {
      const key = run.keys.get(patientOf(version))
      return [version.id, run.deps.sealing.open(key, "fhir_resource_versions.raw", version.id, version.raw)]
    }),
  )
}

/** Whose key seals a raw text: the client's; the system's when it belongs to nobody or to a group. */
export const rawOwner = (patientId: string | null) => {
  const owner = ownerOf(patientId)
  return { owner_kind: owner.kind, owner_id: owner.id }
}

export const writeScope = (scope: ReadonlyMap<string, string> | undefined) =>
  scope ? JSON.stringify(Object.fromEntries(scope)) : null

export const readScope = (text: string | null) =>
  text ? new Map(Object.entries(JSON.parse(text) as Record<string, string>)) : undefined
