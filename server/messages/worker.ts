// Sends what stands in the outbox: at once when this process queued it, and every few seconds for all else.
import type { Deps } from "../deps.ts"
import { deliverNext, giveUpOldOnes } from "./deliver.ts"
import type { Gateways } from "./gateway.ts"
import { listenForMessages } from "./outbox-bell.ts"
import type { MessageKind } from "./outbox.queries.ts"

const POLL_MS = 5000

export type OutboxWorker = {
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Finishes the message it is busy with; the rest waits in the database. */
  stop(): Promise<void>
}

export function startOutboxWorker(deps: Deps, gateways: Gateways): OutboxWorker {
  let stopped = false
  // A slow mail server must not hold up a code that someone waits for.
  const lanes = (["sms", "mail"] as const).map((kind) => createLane((shouldGoOn) => drain(kind, shouldGoOn)))
  const wake = () => lanes.forEach((lane) => lane.run())
  const stopListening = listenForMessages(deps.db, wake)
  const timer = setInterval(wake, POLL_MS)
  wake()

  async function drain(kind: MessageKind, shouldGoOn: () => boolean) {
    try {
      await giveUpOldOnes(deps)
      while (shouldGoOn() && (await deliverNext(deps, gateways[kind], kind)));
    } catch (error) {
      deps.log.error({ kind: error instanceof Error ? error.name : typeof error }, "outbox stopped for now")
    }
  }

  const idle = async () => void (await Promise.all(lanes.map((lane) => lane.idle())))

  function createLane(work: (shouldGoOn: () => boolean) => Promise<void>) {
    let running: Promise<void> | null = null
    let again = false
    const run = () => {
      again = true
      if (stopped || running) return
      running = (async () => {
        while (again && !stopped) {
          again = false
          await work(() => !stopped)
        }
      })().finally(() => (running = null))
    }
    return { run, idle: () => running ?? Promise.resolve() }
  }

  return {
    idle,
    async stop() {
      stopped = true
      clearInterval(timer)
      stopListening()
      await idle()
    },
  }
}
