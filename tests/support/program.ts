// The built portal as an operator runs it: its command line, and its server until a test stops it.
import { spawn } from "node:child_process"
import { once } from "node:events"

export type Ended = { code: number | null; out: string; text: string }
export type Program = {
  /** Everything it wrote so far. */
  text(): string
  kill(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>
}
type Env = Record<string, string>

const start = (file: string, args: string[], env: Env) =>
  spawn(process.execPath, [`dist/server/${file}.js`, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })

export async function runCommand(args: string[], env: Env): Promise<Ended> {
  const child = start("cli", args, env)
  let out = ""
  let complaints = ""
  child.stdout.on("data", (part: Buffer) => (out += part.toString()))
  child.stderr.on("data", (part: Buffer) => (complaints += part.toString()))
  const [code] = (await once(child, "close")) as [number | null]
  return { code, out, text: out + complaints }
}

/** @throws with what it wrote, when it ends instead of running. */
export async function startServer(env: Env): Promise<Program> {
  const child = start("main", [], env)
  let text = ""
  let isOver = false
  const ended = once(child, "exit").then(([code]) => {
    isOver = true
    return code as number | null
  })
  const runs = new Promise<void>((done) => {
    const hear = (part: Buffer) => {
      text += part.toString()
      if (text.includes("The portal runs on")) done()
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
  })
  await Promise.race([runs, ended])
  if (isOver) throw new Error(`the portal did not start:\n${text}`)
  return {
    text: () => text,
    kill(signal) {
      child.kill(signal)
      return ended
    },
  }
}
