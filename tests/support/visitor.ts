// A browser as the server sees one: a cookie jar, JSON, and the headers a browser adds by itself.

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** The JSON body; tests look at what they expect. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads any shape it asks for
  body: any
}
export type Visitor = {
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** The same cookies in a second browser window. */
  copy(): Visitor
}

export function createVisitor(origin: string, cookies = new Map<string, string>()): Visitor {
  async function send(
    path: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) {
    const headers = {
      ...init.headers,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    }
    const response = await fetch(origin + path, { ...init, headers, redirect: "manual" })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";")
      const [name = "", value = ""] = pair.split(/=(.*)/s)
      if (/Max-Age=0/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    const isJson = /json/.test(response.headers.get("content-type") ?? "")
    const body: unknown = isJson && text ? JSON.parse(text) : undefined
    return { status: response.status, headers: response.headers, text, body }
  }
  return {
    cookies,
    get: (path, headers = {}) => send(path, { method: "GET", headers }),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
        body: JSON.stringify(body),
      }),
    copy: () => createVisitor(origin, new Map(cookies)),
  }
}
