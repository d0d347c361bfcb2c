// The service worker: keeps the program on the device, so that it opens without internet. It never answers for /api or for
// a page that it does not know: those go to the network untouched, and nothing of what comes back is kept.
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching"
import { registerRoute } from "workbox-routing"
import { isKeptPage } from "#contract/pages"
import type { WorkerMessage } from "./pwa/worker-message.ts"

declare const self: ServiceWorkerGlobalScope

const SHELL = "/"
const LETTERS = "letters"
const files = self.__WB_MANIFEST
const known = new Set(files.map((file) => (typeof file === "string" ? file : file.url)))

/**
 * Every other file carries its hash, which the browser checks. The page is written by the server: it is ours, and of this
 * version, when all the files of the program that it names are in our list. A network's own login page names none.
 */
async function isOurShell(response: Response): Promise<boolean> {
  const named = (await response.text()).match(/(?<=(?:src|href)="\/)assets\/[^"]+\.(?:js|css)(?=")/g) ?? []
  return named.length > 0 && named.every((file) => known.has(file))
}

addPlugins([
  {
    async cacheWillUpdate({ request, response }) {
      const isShell = new URL(request.url).pathname === SHELL
      const isOurs = response.status === 200 && (!isShell || (await isOurShell(response.clone())))
      return isOurs ? response : null
    },
  },
])
// The server writes the revision: it changes with the organisation's name and number too.
precacheAndRoute([{ url: SHELL, revision: "%SHELL_REVISION%" }, ...files], {
  directoryIndex: "",
  cleanURLs: false,
  ignoreURLParametersMatching: [],
})
cleanupOutdatedCaches()

const shell = createHandlerBoundToURL(SHELL)
registerRoute(({ request, url }) => request.mode === "navigate" && isKeptPage(url.pathname), shell)

// "Soort letters": only the chosen ones are kept, the page names them.
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.destination === "font",
  async ({ request }) => (await caches.match(request.url, { cacheName: LETTERS })) ?? fetch(request),
)

async function keepLetters(addresses: string[]) {
  const wanted = addresses.filter((address) => /^\/assets\/[\w.-]+\.woff2$/.test(address))
  // Nothing is opened that was not there: on a device that was wiped the ordinary letters leave no trace.
  if (wanted.length === 0) return void (await caches.delete(LETTERS))
  const cache = await caches.open(LETTERS)
  for (const { url } of await cache.keys())
    if (!wanted.includes(new URL(url).pathname)) await cache.delete(url)
  for (const address of wanted) if (!(await cache.match(address))) await keepLetter(cache, address)
}

async function keepLetter(cache: Cache, address: string) {
  const response = await fetch(address)
  if (response.ok && response.headers.get("Content-Type") === "font/woff2") await cache.put(address, response)
}

/**
 * A page that was left a moment ago is still counted for a while. And Chromium may let a version wait for ever that takes
 * over while the older one still works for a page that starts or is left: so not at once, and for no page that has gone.
 */
async function skipWaitingIfAlone(asking: Client) {
  for (const later of [1000, 500, 500, 500]) {
    await new Promise((resolve) => setTimeout(resolve, later))
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
    if (!pages.some(({ id }) => id === asking.id)) return
    if (pages.length === 1) return await self.skipWaiting()
  }
}

self.addEventListener("message", (event) => {
  const message = event.data as WorkerMessage
  if (message.type === "SKIP_WAITING") event.waitUntil(self.skipWaiting())
  if (message.type === "SKIP_WAITING_IF_ALONE") event.waitUntil(skipWaitingIfAlone(event.source as Client))
  // Without internet the letters come another time: the page asks again at each start.
  if (message.type === "KEEP_LETTERS") event.waitUntil(keepLetters(message.addresses).catch(() => {}))
})

// The page of the very first visit may lose its internet too: from now on its other parts come from here.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))
