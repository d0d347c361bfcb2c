// `npm run dev`: the server restarts on change behind Vite, which reloads the browser's half while it is edited.
import { endChildrenOnSignal, main, runNode } from "./run.mjs"
import { ensureDependencies } from "./setup.mjs"

await main(async () => {
  await ensureDependencies()
  endChildrenOnSignal()
  // Links in mails and the check of the Origin header go by the address in the browser's bar, which is Vite's.
  const env = { PORTAL_ORIGIN: "http://localhost:5173", ...process.env }
  const server = runNode(
    "node_modules/tsx/dist/cli.mjs",
    ["watch", "--clear-screen=false", "server/main.ts"],
    { env },
  )
  const client = runNode("node_modules/vite/bin/vite.js", [], { env })
  const { code } = await Promise.race([server, client])
  process.kill(process.pid, "SIGTERM")
  await Promise.all([server, client])
  return code
})
