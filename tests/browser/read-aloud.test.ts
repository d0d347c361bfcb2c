// Reading aloud. Only the voice is ours: what is said, with which voice, which sentence is marked, and when it is silent.
import type { Page } from "@playwright/test"
import { expect, expectAccessible, logIn, test } from "./portal-test.ts"

type Voice = { name: string; lang: string; localService: boolean }
const remote = { name: "Wolk", lang: "nl-NL", localService: false }
const english = { name: "Daniel", lang: "en-GB", localService: true }
const flemish = { name: "Ellen", lang: "nl-BE", localService: true }
const dutch = { name: "Xander", lang: "nl_NL", localService: true }

type Spoken = { text: string; voice: string; lang: string; rate: number }
type Fake = { spoken: Spoken[]; isBusy: boolean; end: () => void }

/** A device with these voices, which come a moment after the page. */
const giveVoices = (page: Page, voices: Voice[]) =>
  page.addInitScript((theirs) => {
    class Utterance {
      onend = () => {}
      onerror = () => {}
      voice: Voice | null = null
      lang = ""
      rate = 1
      text: string
      constructor(text: string) {
        this.text = text
      }
    }
    let current: Utterance | null = null
    let known: Voice[] = []
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => known,
      speak(one: Utterance) {
        current = one
        fake.isBusy = true
        const { text, voice, lang, rate } = one
        fake.spoken.push({ text, voice: voice?.name ?? "", lang, rate })
      },
      cancel() {
        const cut = current
        current = null
        fake.isBusy = false
        // As browsers do: what was cut off still reports itself, later.
        if (cut) setTimeout(() => cut.onerror())
      },
    })
    const fake: Fake = {
      spoken: [],
      isBusy: false,
      end() {
        const done = current
        current = null
        fake.isBusy = false
        done?.onend()
      },
    }
    setTimeout(() => {
      known = theirs
      synthesis.dispatchEvent(new Event("voiceschanged"))
    }, 50)
    Object.defineProperty(window, "speechSynthesis", { value: synthesis })
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, fakeVoice: fake })
  }, voices)

const fakeOf = () => (window as unknown as { fakeVoice: Fake }).fakeVoice
const spoken = (page: Page) => page.evaluate(`(${fakeOf.toString()})().spoken`) as Promise<Spoken[]>
const texts = async (page: Page) => (await spoken(page)).map(({ text }) => text)
const isBusy = (page: Page) => page.evaluate(`(${fakeOf.toString()})().isBusy`) as Promise<boolean>
const endSentence = (page: Page) => page.evaluate(`(${fakeOf.toString()})().end()`)
const marked = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get("voorgelezen") ?? [])].map((range) => range.toString().trim()))
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()

async function openReport(page: Page) {
  const home = page.url()
  await page.goto(`${home}/rapportages`)
  const link = page.getByRole("link", { name: /Lees de hele rapportage/ }).first()
  await link.click()
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible()
  return home
}

test("Weergave says whether there is a button, and how fast is read", async ({
  visitorPage: page,
  portal,
}) => {
  await giveVoices(page, [dutch])
  await logIn(page, portal, "henk")
  await openReport(page)
  const report = page.url()
  const choose = async (group: string, name: string) => {
    await page.goto(`${portal.url}/weergave`)
    await page.getByRole("button", { name: "Meer keuzes" }).click()
    await page.getByRole("group", { name: group, exact: true }).getByRole("radio", { name }).check()
    await page.goto(report)
    await expect(page.getByRole("article")).toBeVisible()
  }
  await choose("Tempo van het voorlezen", "Langzaam")
  await press(page, "Lees voor")
  await expect.poll(async () => (await spoken(page)).map(({ rate }) => rate)).toEqual([0.8])
  for (let more = 0; more < 3; more += 1) await press(page, "Sneller")
  await expect(page.getByText("Tempo: heel snel")).toBeVisible()
  await press(page, "Sneller")
  await press(page, "Langzamer")
  await expect(page.getByText("Tempo: snel")).toBeVisible()
  await choose("Voorlezen", "Uit")
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeHidden()
  await choose("Voorlezen", "Aan")
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible()
  // The next story has the same account.
  await choose("Tempo van het voorlezen", "Gewoon")
})

test("a report, sentence by sentence: marked, stopped, continued, slower and faster", async ({
  visitorPage: page,
  portal,
}) => {
  await giveVoices(page, [remote, english, flemish, dutch])
  await logIn(page, portal, "henk")
  await openReport(page)
  await page.getByRole("button", { name: "Lees voor" }).focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeFocused()
  const [first] = await spoken(page)
  expect(first).toMatchObject({ voice: "Xander", lang: "nl_NL", rate: 1 })
  expect(await marked(page)).toEqual([first?.text])
  await expect(page.getByRole("article")).toContainText(first?.text ?? "?")
  await expectAccessible(page, "reading aloud")

  await endSentence(page)
  const [, second] = await texts(page)
  expect(second).not.toBe(first?.text)
  expect(await marked(page)).toEqual([second])
  await press(page, "Langzamer")
  await expect(page.getByText("Tempo: langzaam")).toBeVisible()
  await press(page, "Sneller")
  await press(page, "Sneller")
  expect((await spoken(page)).slice(2).map(({ text, rate }) => [text, rate])).toEqual([
    [second, 0.8],
    [second, 1],
    [second, 1.2],
  ])

  await press(page, "Stop")
  expect([await isBusy(page), await marked(page)]).toEqual([false, []])
  await press(page, "Vorige zin")
  expect([await isBusy(page), await marked(page)]).toEqual([false, [first?.text]])
  await press(page, "Volgende zin")
  await press(page, "Lees verder")
  expect((await texts(page)).at(-1)).toBe(second)

  for (let more = 0; more < 60 && (await isBusy(page)); more += 1) await endSentence(page)
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible()
  expect(await marked(page)).toEqual([])
  const said = [...new Set(await texts(page))].join(" ").replace(/\s+/g, "")
  const written = (await page.getByRole("article").innerText()).replace(/[\s\u00AD]+/g, "")
  expect(said).toBe(written)
  expect((await spoken(page)).every(({ voice }) => voice === "Xander")).toBe(true)
})

test("the care plan with what is not to be done; silent on the next page, on the lock, out of sight and after it", async ({
  visitorPage: page,
  portal,
}) => {
  await giveVoices(page, [flemish, remote])
  await logIn(page, portal, "henk")
  const home = page.url()
  await page.goto(`${home}/zorgplan`)
  await press(page, "Lees voor")
  await expect.poll(() => isBusy(page)).toBe(true)
  expect((await spoken(page))[0]?.voice).toBe("Ellen")
  await page.getByRole("link", { name: "Start" }).first().click()
  await expect(page).toHaveURL(home)
  expect(await isBusy(page)).toBe(false)

  await page.goto(`${home}/rapportages`)
  await page
    .getByRole("link", { name: /Lees de hele/ })
    .first()
    .click()
  await press(page, "Lees voor")
  await expect.poll(() => isBusy(page)).toBe(true)
  await page.getByRole("link", { name: "Eerdere rapportage" }).click()
  await expect.poll(() => isBusy(page)).toBe(false)
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible()

  await press(page, "Lees voor")
  await expect.poll(() => isBusy(page)).toBe(true)
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
  })
  expect(await isBusy(page)).toBe(false)

  await press(page, "Lees verder")
  await expect.poll(() => isBusy(page)).toBe(true)
  // The server is slow to answer: silence does not wait for it.
  let answer = () => {}
  await page.route("**/api/session/lock", async (route) => {
    await new Promise<void>((done) => (answer = done))
    await route.continue()
  })
  const before = await page.evaluateHandle(fakeOf)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expect.poll(() => before.evaluate((fake) => fake.isBusy).catch(() => false)).toBe(false)
  answer()
  await expect(page.getByRole("heading", { level: 1, name: "Het portaal is op slot" })).toBeVisible()
  expect(await isBusy(page)).toBe(false)
})

test("without a Dutch voice of the device it says so, and no other is used", async ({
  visitorPage: page,
  portal,
}) => {
  await giveVoices(page, [remote, english])
  await logIn(page, portal, "henk")
  await openReport(page)
  await press(page, "Lees voor")
  await expect(page.getByText("Op dit apparaat staat geen Nederlandse stem.")).toBeVisible()
  await expect(page.getByText("Een stem van internet gebruiken wij niet")).toBeVisible()
  expect(await spoken(page)).toEqual([])
  await expectAccessible(page, "no voice")
})
