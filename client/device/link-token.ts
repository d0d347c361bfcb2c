// The token of a mailed link stands behind the # so that it reaches no server's log. It leaves the address bar, and so
// the browser's history, before anything else happens.
import { isMailedLinkPage } from "#contract/pages"

let token: string | null = null

/** To be called before the router reads the address. */
export function takeLinkToken(): void {
  if (!isMailedLinkPage(location.pathname)) return
  if (location.hash.length > 1) token = location.hash.slice(1)
  history.replaceState(history.state, "", location.pathname)
}

export const linkToken = (): string | null => token
