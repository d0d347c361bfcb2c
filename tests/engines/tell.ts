// Tells every story to one engine: a portal with the demo organisation, one browser, a fresh window for each story.
import { mkdirSync, writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { loadDemo } from "../../server/demo/load-demo.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { wireTo, type Wire } from "../support/wire.ts"
import type { Engine, Window } from "./engine.ts"
import { readingOffline } from "./offline.story.ts"
import { createReader } from "./reader.ts"
import { readingOnline } from "./reading.story.ts"
import type { Story } from "./story.ts"
import { wipingAll } from "./wiping.story.ts"
import { failingWire } from "./wire.story.ts"

const stories: Story[] = [readingOnline, failingWire, readingOffline, wipingAll]

export function tellTo(name: string, start: () => Promise<Engine>) {
  describe(name, () => {
    let [portal, wire, engine] = [] as unknown as [Portal, Wire, Engine]
    beforeAll(async () => {
      ;[portal, engine] = await Promise.all([startDemo(), start()])
      wire = await wireTo(portal)
    })
    afterAll(async () => {
      await engine?.close()
      await wire?.close()
      await portal?.close()
    })

    test.each(stories.map(({ title, tell }) => [title, tell] as const))("%s", async (title, tell) => {
      await wire.plug()
      // The portal's clock stands still: without this the sixth login of one person is one too many within the hour.
      await portal.db("rate_counters").delete()
      const window = await engine.openWindow()
      try {
        await tell({ portal, wire, reader: createReader(window, wire.url) })
        expect(await window.problems()).toEqual([])
      } catch (error) {
        await picture(window, `${name} ${title}`)
        throw error
      } finally {
        await window.close()
      }
    })
  })
}

/** These engines have no clock that a test can set, so the portal starts at theirs. */
async function startDemo(): Promise<Portal> {
  const portal = await startPortal({ now: new Date().toISOString(), demo: true })
  await loadDemo(portal.deps, "db/demo", () => {})
  return portal
}

/** What stood on the screen when the story stopped. */
async function picture(window: Window, name: string) {
  mkdirSync("test-results", { recursive: true })
  const file = `test-results/${name.replace(/\W+/g, "-")}.png`
  await window.screenshot().then(
    (image) => writeFileSync(file, image),
    () => {}, // the story's own failure is what people need to know
  )
}
