// A model of a screen reader, in the page: what it says, in its order, from the first thing to the last.
import type { Page } from "@playwright/test"
import { buildSync } from "esbuild"
import { expect } from "./portal-test.ts"

const built = buildSync({
  stdin: {
    contents: `import { virtual } from "@guidepup/virtual-screen-reader/browser.js"; globalThis.screenReader = virtual`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
})
const source = built.outputFiles[0]?.text ?? ""

type ScreenReader = {
  start(options: { container: Element }): Promise<void>
  next(): Promise<void>
  stop(): Promise<void>
  lastSpokenPhrase(): Promise<string>
  spokenPhraseLog(): Promise<string[]>
}
declare const screenReader: ScreenReader

/** More than any page of the way says. */
const PHRASES = 400

/** The focus is where it was afterwards. */
export async function spokenOn(page: Page): Promise<string[]> {
  // Not as a script of the page: its own rules would refuse it.
  await page.evaluate(source)
  const phrases = await page.evaluate(async (most) => {
    const focused = document.activeElement
    await screenReader.start({ container: document.body })
    for (let count = 0; count < most; count += 1) {
      if ((await screenReader.lastSpokenPhrase()) === "end of document") break
      await screenReader.next()
    }
    const log = await screenReader.spokenPhraseLog()
    await screenReader.stop()
    if (focused instanceof HTMLElement) focused.focus()
    return log
  }, PHRASES)
  expect(phrases.at(-1), "the screen reader came to the end").toBe("end of document")
  return phrases
}

/** Hyphens and joiners that only say where a line may break are not heard. */
const heard = (phrase: string) => phrase.replace(/[\u00ad\u2060]/g, "").replaceAll("\u00a0", " ")

/** What somebody is told who hears the headings, the fields and what can be pressed of the page itself, in their order. */
export async function outlineOf(page: Page): Promise<string[]> {
  const spoken = (await spokenOn(page)).map(heard)
  const own = spoken.slice(spoken.indexOf("main") + 1, spoken.indexOf("end of main"))
  // A password field has no role of its own: its label is heard, and then it.
  const isField = (phrase: string, at: number) =>
    own.slice(Math.max(at - 2, 0), at).some((label) => phrase === label || phrase.startsWith(`${label}, `)) &&
    !/^(end|paragraph|term|definition|list)/.test(phrase)
  const outline = own.filter(
    (phrase, at) =>
      /^(heading|group|link|button|textbox|combobox|checkbox|radio|switch|dialog)\b/.test(phrase) ||
      isField(phrase, at),
  )
  const nameless = outline.filter((phrase) =>
    /^(link|button|textbox|combobox|checkbox|radio|switch)$/.test(phrase),
  )
  expect(nameless, "each of them has a name").toEqual([])
  return outline
}
