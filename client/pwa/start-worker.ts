// What the first screen carries of all this: a promise to begin once it has been painted.
import { watchLostParts } from "./lost-part.ts"

/** To be called when the app is mounted. `npm run dev` has no worker: Vite serves each file fresh. */
export function startWorker(): void {
  watchLostParts()
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return
  requestAnimationFrame(() => setTimeout(() => void begin()))
}

async function begin() {
  try {
    const { registerWorker } = await import("./worker.ts")
    await registerWorker()
  } catch {
    // No internet, and no worker yet: the next start tries again.
  }
}
