// Builds dist/: the browser's files, packed beforehand, and the server as one file for each of its two programs.
import { createHash } from "node:crypto"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { precompress } from "./precompress.mjs"
import { main, root, run, runNode, seconds, Stop } from "./run.mjs"
import { ensureDependencies } from "./setup.mjs"

const dist = join(root, "dist")
const stamp = join(dist, ".stamp")
const sources = [
  ...["client", "server", "db", "public", "scripts/build.mjs", "scripts/precompress.mjs"],
  ...["package.json", "package-lock.json", "vite.config.ts"],
]

/** @param {{ quiet?: boolean }} [options] */
export async function ensureBuilt(options = {}) {
  await ensureDependencies(options)
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint()) return
  await build(options)
}

/** Any source added, changed or taken away gives another fingerprint. */
function fingerprint() {
  const hash = createHash("sha256")
  const visit = (path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false })
    if (!stats) return
    if (stats.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`)
    else hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
  }
  for (const source of sources) visit(source)
  return hash.digest("hex")
}

async function build({ quiet = false }) {
  const say = quiet ? console.error : console.log
  const since = performance.now()
  const built = fingerprint()
  rmSync(stamp, { force: true })
  const results = await Promise.all([buildClient(), buildServer()])
  const complaints = results.filter(({ code }) => code !== 0).map(({ output }) => output.trimEnd())
  if (complaints.length > 0)
    throw new Stop(`${complaints.join("\n\n")}\nThe build failed; the reason stands above.`)
  // The byte tests read which file needs which; browsers have no use for it.
  renameSync(join(dist, "client/.vite/manifest.json"), join(dist, "client-manifest.json"))
  rmSync(join(dist, "client/.vite"), { recursive: true })
  await precompress(join(dist, "client"))
  writeFileSync(stamp, built)
  say(`Built in ${seconds(since)}.`)
}

const buildClient = () =>
  runNode("node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"], { capture: true })

function buildServer() {
  const out = join(dist, "server")
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  // A thread is started by its file.
  copyFileSync(join(root, "server/credentials/hash-thread.mjs"), join(out, "hash-thread.mjs"))
  const programs = ["server/main.ts", "server/cli.ts"]
  const shape = ["--bundle", "--platform=node", "--format=esm", "--target=node20", "--packages=external"]
  const args = [
    ...programs,
    ...shape,
    "--sourcemap",
    `--outdir=${out}`,
    "--outbase=server",
    "--log-level=warning",
  ]
  return run(join(root, "node_modules/.bin/esbuild"), args, { capture: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(async () => {
    await ensureDependencies()
    await build({})
  })
