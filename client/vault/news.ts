// What tabs tell each other about vaults: that one was wiped.
type Listener = (id: string) => void

const listeners = new Set<Listener>()
let channel: BroadcastChannel | undefined

function connected(): BroadcastChannel {
  if (channel) return channel
  channel = new BroadcastChannel("vault")
  channel.onmessage = ({ data }: MessageEvent<{ wiped?: string }>) => {
    if (data?.wiped) hear(data.wiped)
  }
  return channel
}

function hear(id: string) {
  for (const listener of [...listeners]) listener(id)
}

/** Told when a vault is wiped, in this tab or another one. Answers how to stop listening. */
export function onWiped(listener: Listener): () => void {
  connected()
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function tellWiped(id: string): void {
  connected().postMessage({ wiped: id })
  hear(id)
}
