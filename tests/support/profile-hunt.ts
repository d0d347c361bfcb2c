// Looks into a browser profile as a thief would: every file, every layer, every shape a word may have.
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { layersOf } from "./profile-layers.ts"
import { nameOf, shapesOf, type Needle } from "./profile-needles.ts"

export type Finding = { needle: string; file: string; layer: string; encoding: string }

/** @returns where each needle lies, once per file, layer and encoding; a store that cannot be read is an error, not "nothing" */
export function huntProfile(folder: string, needles: readonly Needle[]): Finding[] {
  const shapes = needles.flatMap(shapesOf)
  const findings = new Map<string, Finding>()
  for (const path of filesIn(folder)) {
    const file = relative(folder, path)
    const content = readUnlessGone(path)
    for (const { name: layer, bytes } of content ? layersOf(path, content) : [])
      for (const { needle, encoding, bytes: shape } of shapes)
        if (bytes.includes(shape))
          findings.set([needle, file, layer, encoding].join("\n"), { needle, file, layer, encoding })
  }
  return [...findings.values()]
}

/** The needles that lie nowhere. */
export function missedIn(findings: readonly Finding[], needles: readonly Needle[]): string[] {
  const found = new Set(findings.map(({ needle }) => needle))
  return needles.map(nameOf).filter((name) => !found.has(name))
}

/** A browser that runs throws files of its caches away while we look. */
function readUnlessGone(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
