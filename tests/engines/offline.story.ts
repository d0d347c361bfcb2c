// The same way in every engine: keep what is read, open it without internet, put it on the lock, and lose it when the
// right has ended.
import { expect } from "vitest"
import { logIn, passwordOf } from "./demo-login.ts"
import type { Story, World } from "./story.ts"

export const readingOffline: Story = {
  title: "opens without internet what was read, locks it, and wipes it when the right has ended",
  async tell(world) {
    const { reader, wire } = world
    await logIn(world, "henk", "Ja")
    await reader.reaches(/^Goede/)
    await reader.press("link", /^Rapportages/)
    await reader.reaches("Rapportages")
    await reader.press("link", /^Lees de hele rapportage/)
    await reader.reaches(/^Rapportage van /)
    const report = await articleOf(world)
    expect(report.length).toBeGreaterThan(50)
    await hasWorker(world)

    await wire.unplug()
    await reader.reload()
    await reader.reaches("Het portaal is op slot")
    expect(await reader.text()).not.toContain("Henk")
    await open(world)
    await reader.reaches(/^Rapportage van /)
    await reader.sees(/Bewaard op \w+ \d+ \w+ om \d\d:\d\d uur\./)
    expect(await articleOf(world)).toBe(report)
    await reader.press("link", "Start")
    await reader.press("link", /^Agenda/)
    await reader.sees("Deze week staat niet op dit apparaat")

    await reader.press("link", "Op slot zetten")
    await reader.reaches("Het portaal is op slot")
    await reader.fill("Wachtwoord", "Zo-heet-het-niet-5")
    await reader.press("button", "Openen")
    await reader.sees("Dat klopte niet. Probeer het rustig nog eens.")

    const ended = { ended_at: world.portal.clock.now().toISOString(), end_reason: "test" }
    for (const table of ["sessions", "vaults"]) await world.portal.db(table).update(ended)
    await wire.plug()
    await open(world)
    await reader.sees("Daarom wisten wij wat hier bewaard was.")
    expect(await databases(world)).toEqual([])
    await reader.open("/slot")
    await reader.sees("E-mailadres")
  },
}

async function open({ reader }: World) {
  await reader.fill("Wachtwoord", passwordOf("henk"))
  await reader.press("button", "Openen")
}

const articleOf = ({ reader }: World) =>
  reader.window.evaluate(() => document.querySelector("article")?.innerText ?? "")

/** Databases of vaults; the list of vaults itself stays. */
const databases = ({ reader }: World) =>
  reader.window.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "")
    return names.filter((name) => name !== "portaal")
  })

/** `ready` comes while the worker still begins: only a controller answers for the page. */
const hasWorker = ({ reader }: World) =>
  reader.window.evaluate(async () => {
    for (let tries = 0; !navigator.serviceWorker.controller; tries += 1) {
      if (tries > 100) throw new Error("no service worker took the page over")
      await new Promise((done) => setTimeout(done, 100))
    }
  })
