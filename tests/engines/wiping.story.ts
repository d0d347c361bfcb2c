// The same in every engine, whether it listens to Clear-Site-Data or not: on a shared device nothing stays behind.
import { expect } from "vitest"
import { logIn } from "./demo-login.ts"
import type { Story } from "./story.ts"

export const wipingAll: Story = {
  title: "wipes everything that it keeps of the portal, for a device that is shared",
  async tell(world) {
    const { reader } = world
    await logIn(world, "henk", "Ja")
    await reader.reaches(/^Goede/)
    await reader.press("link", "Uitloggen")
    await reader.reaches("Wilt u uitloggen?")
    await reader.press("link", "Dit is een gedeeld apparaat: wis alles")
    await reader.reaches("Wilt u alles wissen op dit apparaat?")
    await reader.press("button", "Ja, wis alles")
    await reader.reaches("Alles is gewist")
    await reader.sees("U bent uitgelogd.")
    const left = await reader.window.evaluate(async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name),
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
    expect(left).toEqual({ databases: [], local: [], session: [], caches: [], workers: 0 })
    await reader.open("/account")
    await reader.sees("E-mailadres")
  },
}
