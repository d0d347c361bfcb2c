// The only fetch(): a typed answer, or an ApiFailure.
import type { Problem } from "#contract/errors"
import { ApiFailure } from "./failure.ts"

const PATIENCE_MS = 20_000

let sessionEnded = () => {}

/** Told when the server no longer knows our session. */
export function whenSessionEnds(listener: () => void): void {
  sessionEnded = listener
}

export const getJson = <Answer>(path: string) => call<Answer>("GET", path)
export const postJson = <Answer>(path: string, body: unknown) => call<Answer>("POST", path, body)

async function call<Answer>(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, path, body)
  if (response.status === 204) return undefined as Answer
  const answer = await readJson(response)
  if (response.ok) return answer as Answer
  const problem = answer as Problem
  if (typeof problem?.code !== "string") throw new ApiFailure("unreachable")
  if (problem.code === "session-required") sessionEnded()
  throw new ApiFailure(problem.code, problem)
}

async function send(method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    })
  } catch {
    throw new ApiFailure("unreachable")
  }
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
