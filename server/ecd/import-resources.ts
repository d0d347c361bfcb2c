// Resources that a program has in hand already, imported like those of a file.
import type { Deps } from "../deps.ts"
import { runImport, type ImportOptions, type ReadItem } from "./import-run.ts"
import type { ImportReport } from "./report.ts"
import { newTally, type FileTally } from "./tally.ts"

export type GivenResource = { resource: unknown; fullUrl?: string; location: string }

export async function importResources(
  deps: Deps,
  {
    resources,
    ...options
  }: ImportOptions & { resources: AsyncIterable<GivenResource> | Iterable<GivenResource> },
): Promise<ImportReport> {
  const file = newTally("resources")
  return runImport(deps, options, [file], readAll(resources, file))
}

async function* readAll(
  resources: AsyncIterable<GivenResource> | Iterable<GivenResource>,
  file: FileTally,
): AsyncGenerator<ReadItem> {
  for await (const { resource, fullUrl, location } of resources) {
    const raw = JSON.stringify(resource ?? null)
    yield { file, read: { kind: "resource", location, raw, resource, fullUrl } }
  }
}
