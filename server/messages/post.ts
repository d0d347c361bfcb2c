// One request to a provider, on a connection of its own: one that was kept open may have gone stale, and a code waits.
import { request as requestInClear } from "node:http"
import { request as requestOverTls } from "node:https"
import { NotDelivered } from "./gateway.ts"

export type Post = {
  url: URL
  method: "POST" | "PUT"
  headers: Record<string, string>
  body: string
  /** For everything together: the name, the connection, the answer. */
  deadlineMs: number
}

/** @returns the status of the answer; nobody needs its words. Redirects are not followed: a code goes where it was meant to. */
export function post({ url, method, headers, body, deadlineMs }: Post): Promise<number> {
  const bytes = Buffer.from(body)
  const begin = url.protocol === "https:" ? requestOverTls : requestInClear
  return new Promise((resolve, reject) => {
    const request = begin(
      { ...addressOf(url), method, headers: { ...headers, "content-length": bytes.length }, agent: false },
      (response) => {
        clearTimeout(timer)
        resolve(response.statusCode ?? 0)
        response.on("error", () => {}).destroy()
      },
    )
    const timer = setTimeout(() => request.destroy(new NotDelivered("ETIMEDOUT")), deadlineMs)
    request.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      reject(error instanceof NotDelivered ? error : new NotDelivered(error.code ?? error.name))
    })
    request.end(bytes)
  })
}

const addressOf = ({ hostname, port, pathname, search }: URL) => ({
  hostname: hostname.replace(/^\[|\]$/g, ""),
  port: port || undefined,
  path: pathname + search,
})

/** What is wrong with this one message, and would be again. Everything else is between the provider and us, and may pass. */
const finalStatuses = [400, 413, 422]

export const refusal = (status: number): NotDelivered =>
  new NotDelivered(`HTTP ${status}`, { isFinal: finalStatuses.includes(status) })
