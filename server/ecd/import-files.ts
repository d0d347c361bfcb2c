// `portal ecd import <file|folder> …`
import type { Deps } from "../deps.ts"
import { runImport, type ImportOptions, type ReadItem } from "./import-run.ts"
import { findFiles, type FoundFile } from "./reading/find-files.ts"
import { readFile } from "./reading/read-file.ts"
import type { ImportReport } from "./report.ts"
import { newTally, type FileTally } from "./tally.ts"

/**
 * Reads FHIR R4 files: Bundles, NDJSON, single resources, .gz of these; folders with all that is in them.
 * What a file holds never makes it throw: that ends in quarantine or in the report.
 * @throws Error of the file system for a path that does not exist; ImportBusyError when the source is being imported.
 */
export async function importFiles(
  deps: Deps,
  { paths, ...options }: ImportOptions & { paths: string[] },
): Promise<ImportReport> {
  const found = await findFiles(paths)
  const files = found.map((file) => ({ file, tally: newTally(file.name) }))
  const report = await runImport(
    deps,
    options,
    files.map(({ tally }) => tally),
    readAll(files),
  )
  // Read in the order that suits the references, told in the order in which people look for them.
  return { ...report, files: report.files.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
}

async function* readAll(files: { file: FoundFile; tally: FileTally }[]): AsyncGenerator<ReadItem> {
  for (const { file, tally } of files) {
    const { kind } = file
    if (kind === "other") tally.whole = "ignored"
    else for await (const read of readFile({ ...file, kind })) yield { read, file: tally }
  }
}
