// `npm run portal -- <command>`: what an operator does until the staff pages exist. Never a BSN as an argument: it
// would stay in the shell's history.
import { runCommand } from "./cli/run-command.ts"
import { readConfig } from "./config.ts"

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  config: () => readConfig("command"),
})
