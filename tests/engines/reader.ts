// A reader at a tablet, the same in every engine: sees headings and text, fills fields by their label, presses by name.
// Whatever is not there yet is waited for.
import { setTimeout as pause } from "node:timers/promises"
import type { Handle, Window } from "./engine.ts"
import { findInPage, type Role, type Wanted } from "./find-in-page.ts"
import { until } from "./keeper.ts"

export type Reader = {
  window: Window
  open(path: string): Promise<void>
  reload(): Promise<void>
  /** Fills the field with this label, in place of what stands there. */
  fill(label: Name, text: string): Promise<void>
  press(role: Exclude<Role, "field">, name: Name): Promise<void>
  /** Waits for the page with this first heading. */
  reaches(heading: Name): Promise<void>
  /** Waits until this stands on the screen. */
  sees(text: Name): Promise<void>
  /** What stands on the screen now. */
  text(): Promise<string>
  heading(): Promise<string>
  address(): Promise<string>
}
export type Name = string | RegExp

const patience = 15_000 // ms

export function createReader(window: Window, origin: string): Reader {
  const text = async () => plain(await window.evaluate(() => document.body.innerText))
  const heading = async () =>
    plain(await window.evaluate(() => document.querySelector("h1")?.innerText ?? ""))
  const address = () => window.address()
  const where = async () => `${await address()}: ${(await text()).slice(0, 600)}`
  /** A page may be drawn anew between looking and touching: like a person, look again. */
  const wait = async (what: string, probe: () => Promise<true | undefined>) => {
    let reason = "it is not there"
    const attempt = () => probe().catch((error: Error) => void (reason = error.message))
    await until(() => `${what} (${reason})`, attempt, patience).catch(async (error: Error) => {
      throw new Error(`${error.message}\nat ${await where().catch(() => "no page")}`)
    })
  }
  const act = (role: Role, name: Name, touch: (handle: Handle) => Promise<void>) =>
    wait(`${role} ${String(name)}`, async () => {
      const found = await window.element(findInPage, role, wanted(name))
      if (!found) return
      await touch(found)
      return true
    })
  /** What comes in late moves the rest: like a person, press what stands still. */
  const standsStill = async () => {
    const look = () =>
      window.evaluate(() => `${document.documentElement.scrollHeight} ${document.body.innerText.length}`)
    const before = await look()
    await pause(100)
    return (await look()) === before || undefined
  }

  return {
    window,
    open: (path) => window.open(origin + path),
    reload: () => window.reload(),
    fill: (label, value) => act("field", label, (field) => field.fill(value)),
    async press(role, name) {
      await wait("a page that stands still", standsStill)
      await act(role, name, (target) => target.click())
    },
    reaches: (name) => wait(`heading ${String(name)}`, async () => fits(await heading(), name, "whole")),
    sees: (name) => wait(`text ${String(name)}`, async () => fits(await text(), name, "part")),
    text,
    heading,
    address,
  }
}

const plain = (text: string) => text.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim()

const wanted = (name: Name): Wanted =>
  typeof name === "string" ? { text: name } : { pattern: name.source, flags: name.flags }

function fits(found: string, name: Name, how: "whole" | "part"): true | undefined {
  const isRight =
    typeof name !== "string" ? name.test(found) : how === "whole" ? found === name : found.includes(name)
  return isRight || undefined
}
