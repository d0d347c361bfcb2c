// Registers the service worker, looks for newer versions of it, and tells the update store. Loaded after the first paint.
import { Workbox } from "workbox-window"
import { now } from "../kit/clock.ts"
import { keepChosenLetters } from "./letters.ts"
import { useUpdateStore } from "./update.store.ts"
import type { WorkerMessage } from "./worker-message.ts"

const ADDRESS = "/sw.js"
const CHECK_EVERY_MS = 30_000

export async function registerWorker(): Promise<void> {
  const worker = new Workbox(trustedAddress(), { scope: "/", updateViaCache: "none" })
  worker.addEventListener("waiting", ({ wasWaitingBeforeRegister }) => {
    found()
    // The page has only just been painted: nobody is reading yet.
    if (wasWaitingBeforeRegister) useUpdateStore().applyIfAlone()
  })
  hearNewControllers()
  // Without storage, or where workers are blocked, the portal works with internet only.
  const registration = await worker.register().catch(() => undefined)
  if (!registration) return
  checkOnReturn(registration)
  keepChosenLetters()
}

/** The one script address that our Trusted Types policy lets through. */
function trustedAddress() {
  const policy = window.trustedTypes?.createPolicy("portal-worker", {
    createScriptURL(address) {
      if (address !== ADDRESS) throw new TypeError("no address of a worker")
      return address
    },
  })
  return policy?.createScriptURL(ADDRESS) ?? ADDRESS
}

function found() {
  useUpdateStore().foundWaiting((how) => {
    const type = how === "alone" ? "SKIP_WAITING_IF_ALONE" : "SKIP_WAITING"
    void askWaiting({ type })
  })
}

async function askWaiting(message: WorkerMessage) {
  const registration = await navigator.serviceWorker.getRegistration()
  registration?.waiting?.postMessage(message)
}

/** The first worker of all takes over a page of its own version: that is nothing new, nor is it when the last one was wiped. */
function hearNewControllers() {
  let isControlled = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const { controller } = navigator.serviceWorker
    if (isControlled && controller) useUpdateStore().becameActive()
    isControlled = Boolean(controller)
  })
}

/** A tablet's app stays open for weeks: it looks whenever someone returns to it. */
function checkOnReturn(registration: ServiceWorkerRegistration) {
  let checkedAt = now().getTime()
  const check = async () => {
    if (Math.abs(now().getTime() - checkedAt) < CHECK_EVERY_MS) return
    checkedAt = now().getTime()
    await registration.update().catch(() => {}) // no internet: another time
    // Workbox stops listening after the first version that it did not ask for itself.
    if (registration.waiting) found()
  }
  for (const event of ["focus", "pageshow"]) window.addEventListener(event, () => void check())
  document.addEventListener(
    "visibilitychange",
    () => void (document.visibilityState === "visible" && check()),
  )
}
