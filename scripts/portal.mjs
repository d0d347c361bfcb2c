// `npm run portal -- <command>`: the operator's program, in this process. Set-up is told on stderr; stdout is the answer.
import { join } from "node:path"
import { ensureBuilt } from "./build.mjs"
import { main, root } from "./run.mjs"

await main(async () => {
  await ensureBuilt({ quiet: true })
  process.setSourceMapsEnabled(true)
  process.argv[1] = join(root, "dist/server/cli.js")
  await import("../dist/server/cli.js")
})
