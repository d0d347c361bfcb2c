// The only fetch(): a typed answer, or an ApiFailure.
import type { Problem } from "#contract/errors"
import { hearAnswer, hearSilence } from "./connection.ts"
import { ApiFailure } from "./failure.ts"

const PATIENCE_MS = 20_000

let sessionEnded = () => {}
let sessionLocked = () => {}
let termsAsked = () => {}

/** Told when the server no longer knows our session. */
export function whenSessionEnds(listener: () => void): void {
  sessionEnded = listener
}

/** Told when the session waits for its password. */
export function whenSessionLocks(listener: () => void): void {
  sessionLocked = listener
}

/** Told when the server asks for a yes to new terms before anything else. */
export function whenTermsAsked(listener: () => void): void {
  termsAsked = listener
}

type Extra = {
  headers?: Record<string, string>
  /** Milliseconds after which silence counts as no connection. */
  patience?: number
  /** The caller may stop waiting: then nothing was learnt of the connection. */
  signal?: AbortSignal
}

export const getJson = <Answer>(path: string, extra?: Extra) => call<Answer>("GET", path, undefined, extra)
export const postJson = <Answer>(path: string, body: unknown, extra?: Extra) =>
  call<Answer>("POST", path, body, extra)

async function call<Answer>(method: string, path: string, body: unknown, extra: Extra = {}): Promise<Answer> {
  const answer = await readAnswer(method, path, body, extra).catch((error: unknown) => {
    if (!extra.signal?.aborted) hearSilence()
    throw error
  })
  hearAnswer()
  if (answer.isOk) return answer.body as Answer
  const problem = answer.body as Problem
  if (problem.code === "session-required") sessionEnded()
  if (problem.code === "session-locked") sessionLocked()
  if (problem.code === "terms-required") termsAsked()
  throw new ApiFailure(problem.code, problem)
}

/** @throws ApiFailure `unreachable` for everything that the portal did not say itself. */
async function readAnswer(method: string, path: string, body: unknown, extra: Extra) {
  const response = await send(method, path, body, extra)
  if (response.status === 204) return { isOk: true, body: undefined }
  const answer = await readJson(response)
  if (!response.ok && typeof (answer as Problem | null)?.code !== "string")
    throw new ApiFailure("unreachable")
  return { isOk: response.ok, body: answer }
}

async function send(method: string, path: string, body: unknown, extra: Extra): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      signal: endOf(extra),
      headers: { ...extra.headers, ...(body !== undefined && { "Content-Type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw new ApiFailure("unreachable")
  }
}

function endOf({ patience = PATIENCE_MS, signal }: Extra): AbortSignal {
  if (!signal) return AbortSignal.timeout(patience)
  const end = new AbortController()
  const stop = () => end.abort()
  const timer = setTimeout(stop, patience)
  const stopped = () => {
    clearTimeout(timer)
    stop()
  }
  if (signal.aborted) stopped()
  else signal.addEventListener("abort", stopped, { once: true })
  return end.signal
}

/** A network's own login page answers 200 with HTML: that is no answer of the portal. */
async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get("Content-Type") ?? ""
  if (!/^application\/(problem\+)?json/.test(type)) throw new ApiFailure("unreachable")
  try {
    return await response.json()
  } catch {
    throw new ApiFailure("unreachable")
  }
}
