// What the offline stories stand on: each engine notices each way in which the internet fails, and that it is back.
import { expect } from "vitest"
import type { Story } from "./story.ts"

export const failingWire: Story = {
  title: "notices a wire that is out, silent, or somebody else's",
  async tell({ reader, wire }) {
    const ask = (patience = 10_000) =>
      reader.window.evaluate(async (milliseconds) => {
        try {
          const answer = await fetch("/api/organisation", { signal: AbortSignal.timeout(milliseconds) })
          return answer.headers.get("content-type") ?? "no type"
        } catch (error) {
          return (error as Error).name
        }
      }, patience)
    await reader.open("/inloggen")
    await reader.sees("E-mailadres")
    expect(await ask()).toMatch(/application\/json/)
    await wire.unplug()
    expect(await ask()).toBe("TypeError")
    await wire.capture()
    expect(await ask()).toMatch(/text\/html/)
    await wire.hang()
    expect(await ask(500)).toMatch(/TimeoutError|AbortError/)
    await wire.plug()
    expect(await ask()).toMatch(/application\/json/)
    await reader.reload()
    await reader.sees("E-mailadres")
  },
}
