import { expect } from "vitest"
import { logIn } from "./demo-login.ts"
import type { Story } from "./story.ts"

export const readingOnline: Story = {
  title: "logs in, reads reports and agenda, and logs out",
  async tell(world) {
    const { reader } = world
    await logIn(world, "henk")
    await reader.press("link", /^Rapportages/)
    await reader.reaches("Rapportages")
    await reader.press("link", /^Lees de hele rapportage/)
    await reader.reaches(/^Rapportage van /)
    expect(await reader.address()).toMatch(/rapportages\/[0-9a-f-]{36}$/)
    await reader.press("link", "Start")
    await reader.press("link", /^Agenda/)
    await reader.reaches("Agenda")
    await reader.press("link", "Uitloggen")
    await reader.press("button", "Ja, uitloggen")
    await reader.sees("U bent uitgelogd")
  },
}
