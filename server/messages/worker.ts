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
  const lanes = { sms: createLane(drain("sms")), mail: createLane(drain("mail")) }
  const tooOld = createLane(() => giveUpOldOnes(deps))
  const all = [tooOld, lanes.sms, lanes.mail]
  const lookAround = () => all.forEach((lane) => lane.run())
  const stopListening = listenForMessages(deps.db, (kind) => lanes[kind].run())
  const timer = setInterval(lookAround, POLL_MS)
  lookAround()

  function drain(kind: MessageKind) {
    return async (shouldGoOn: () => boolean) => {
      while (shouldGoOn() && (await deliverNext(deps, gateways[kind], kind)));
    }
  }

  async function logged(work: () => Promise<void>) {
    try {
      await work()
    } catch (error) {
      deps.log.error({ kind: error instanceof Error ? error.name : typeof error }, "outbox stopped for now")
    }
  }

  const idle = async () => void (await Promise.all(all.map((lane) => lane.idle())))

  function createLane(work: (shouldGoOn: () => boolean) => Promise<void>) {
    let running: Promise<void> | null = null
    let again = false
    const run = () => {
      again = true
      if (stopped || running) return
      running = (async () => {
        while (again && !stopped) {
          again = false
          await logged(() => work(() => !stopped))
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
