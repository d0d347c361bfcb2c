// Threads of our own for argon2id. In Node's shared pool of four, hashes stand in the way of SQLite, and with it of every
// other request; these give way to everything else, so that a flood of logins slows down logins only.
import { Worker } from "node:worker_threads"

export type HashJob =
  | { password: string; options: { memoryCost: number; timeCost: number; parallelism: number } }
  | { password: string; phc: string }
type Answer = { result: string | boolean } | { problem: string }

const idle: Worker[] = []

/**
 * Takes a thread that is free, or starts one: the caller bounds how many work at once. An idle one keeps no process alive.
 * @throws Error when the hash is none, or the thread died; the next job gets another thread.
 */
export function runHashJob(job: HashJob): Promise<string | boolean> {
  const thread = idle.pop() ?? startThread()
  return new Promise((done, failed) => {
    const settle = () => {
      thread.off("message", answered).off("error", broke).off("exit", ended)
      thread.unref()
    }
    const answered = (answer: Answer) => {
      settle()
      idle.push(thread)
      if ("problem" in answer) failed(new Error(answer.problem))
      else done(answer.result)
    }
    const broke = (error: Error) => {
      settle()
      failed(error)
    }
    const ended = () => broke(new Error("the thread for hashes ended"))
    thread.on("message", answered).on("error", broke).on("exit", ended)
    thread.ref()
    thread.postMessage(job)
  })
}

function startThread(): Worker {
  // Nothing of what loads or watches this process is needed there.
  const thread = new Worker(new URL("./hash-thread.mjs", import.meta.url), { execArgv: [], env: {} })
  // An idle thread that dies is no longer one to take; the error itself belongs to nobody.
  const forget = () => {
    const at = idle.indexOf(thread)
    if (at >= 0) idle.splice(at, 1)
  }
  return thread.on("exit", forget).on("error", forget)
}
