// The whole vault is fetched by everyone who reads offline: bytes, the same on every machine.
import { build } from "esbuild"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"

test("the vault's code is at most 8 kB, compressed", async () => {
  const built = await build({
    entryPoints: [join(import.meta.dirname, "../../client/vault/vault.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
  })
  const size = gzipSync(built.outputFiles[0]?.contents ?? "", { level: 9 }).length
  expect(size).toBeGreaterThan(2000)
  expect(size).toBeLessThanOrEqual(8000)
})
