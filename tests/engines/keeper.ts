// Starts a program that ends when we end, however that happens: a shell of its own waits for our end of a pipe to close,
// which even kill -9 does, and then ends the program with all its children and removes its folder.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export type Kept = {
  /** Waits until the program has said this. @returns the part in brackets */
  says(pattern: RegExp): Promise<string>
  end(): Promise<void>
}

const keeper = 'setsid -- "$@" & read -r _; kill -KILL "-$!" "$!" 2>/dev/null; rm -rf -- "$FOLDER"'
const patience = 20_000 // ms; a cold start on a busy machine with two cores

/** The program's own folder, gone with it. */
export const ownFolder = (): string => mkdtempSync(join(tmpdir(), "portal-engine-"))

export function keep(
  program: string,
  args: string[],
  folder: string,
  env: Record<string, string> = {},
): Kept {
  if (!existsSync(program)) {
    rmSync(folder, { recursive: true })
    throw new Error(`${program} is not on this machine: see scripts/debian-paths.mjs`)
  }
  const shell = spawn("sh", ["-c", keeper, "keeper", program, ...args], {
    detached: true, // so that Ctrl-C does not reach the keeper before the pipe does
    env: { ...process.env, ...env, FOLDER: folder, HOME: folder, TZ: "Europe/Amsterdam", LANG: "C.UTF-8" },
    stdio: ["pipe", "pipe", "pipe"],
  })
  let said = ""
  const listen = (chunk: Buffer) => void (said += chunk.toString())
  shell.stdout.on("data", listen)
  shell.stderr.on("data", listen)
  const ended = once(shell, "close")
  return {
    says: (pattern) =>
      until(
        () => `${program} says ${String(pattern)}`,
        () => pattern.exec(said)?.[1],
        patience,
      ).catch((error) => {
        throw new Error(`${(error as Error).message}\n${said}`)
      }),
    async end() {
      shell.stdin.end()
      await ended
    },
  }
}

/** Asks again until there is an answer. */
export async function until<Found>(
  what: () => string,
  probe: () => Found | undefined | Promise<Found | undefined>,
  atMost = patience,
): Promise<Found> {
  const since = performance.now()
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (performance.now() - since > atMost) throw new Error(`waited ${atMost} ms in vain: ${what()}`)
    await new Promise((done) => setTimeout(done, 30))
  }
}
