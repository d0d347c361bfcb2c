// `npm run shots`: a picture of each page, at each size and in each theme, into the ignored folder shots/.
import { ensureBuilt } from "./build.mjs"
import { endChildrenOnSignal, main, runNode } from "./run.mjs"
import { ensureDebianPackages } from "./setup.mjs"

await main(async () => {
  await ensureBuilt()
  await ensureDebianPackages(["chromium"])
  endChildrenOnSignal()
  const args = ["test", "--project", "shots", ...process.argv.slice(2)]
  const { code } = await runNode("node_modules/@playwright/test/cli.js", args)
  return code
})
