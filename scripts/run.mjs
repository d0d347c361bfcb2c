// Starts other programs and ends this one in order: a mistake that people can mend is a Stop, told without a stack.
import { spawn } from "node:child_process"
import { constants } from "node:os"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

export class Stop extends Error {}

const running = new Set()
let interruptedBy = null

/** Ends what runs and lets the caller's `finally` clean up; a second signal changes nothing. */
export function endChildrenOnSignal() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      interruptedBy ??= signal
      for (const child of running) child.kill(interruptedBy)
    })
}

export const isInterrupted = () => interruptedBy !== null

/**
 * Runs a program to its end and gives its exit code, and its output when `capture` is set.
 * @param {string} command
 * @param {string[]} args
 * @param {{ capture?: boolean, quiet?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, evenWhenInterrupted?: boolean }} [options]
 *   `quiet` sends its output to stderr, so that stdout stays the answer of the command itself
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  const { capture = false, quiet = false, env = process.env, cwd = root } = options
  if (isInterrupted() && !options.evenWhenInterrupted) throw new Stop(`Interrupted by ${interruptedBy}.`)
  return new Promise((resolve, reject) => {
    const stdio = capture ? ["ignore", "pipe", "pipe"] : quiet ? ["ignore", 2, 2] : ["ignore", 1, 2]
    const child = spawn(command, args, { cwd, env, stdio })
    let output = ""
    child.stdout?.on("data", (chunk) => (output += chunk))
    child.stderr?.on("data", (chunk) => (output += chunk))
    running.add(child)
    child.on("error", (error) => {
      running.delete(child)
      reject(error.code === "ENOENT" ? new Stop(`The program "${command}" is not on this machine.`) : error)
    })
    child.on("close", (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? 128 + constants.signals[signal], output })
    })
  })
}

/** Runs a program of node_modules with the Node that runs this. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)

export async function runOrStop(command, args, complaint, options) {
  const { code, output } = await run(command, args, options)
  if (isInterrupted() && !options?.evenWhenInterrupted) throw new Stop(`Interrupted by ${interruptedBy}.`)
  if (code !== 0) throw new Stop([output.trimEnd(), complaint].filter(Boolean).join("\n"))
  return output
}

/** Runs a script's own work and turns what goes wrong into a message and an exit code. */
export async function main(work) {
  try {
    const code = await work()
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = interruptedBy ? 128 + constants.signals[interruptedBy] : 1
  }
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
