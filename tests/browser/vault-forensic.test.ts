// What a thief finds of the record in the profile of a tablet: nothing. The words hunted are those that were read, typed
// and sent; a planted word proves each time that the hunt finds what is there.
import type { BrowserContext, Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { missedIn } from "../support/profile-hunt.ts"
import type { Needle } from "../support/profile-needles.ts"
import type { Wire } from "../support/wire.ts"
import { test as base, expect } from "./forensic-test.ts"
import { main, openReports, settle, unlock, workerIsThere } from "./own-tablet.ts"
import { credentialsOf, fillCode, logIn, newestCode } from "./portal-test.ts"

const control = "Waterlelie-vijver-4471"
/** Looked for, and nowhere found. */
const searched = "peperkoekhartje"
const { password } = credentialsOf("anneke")

const test = base.extend<{ reading: Reading }>({
  reading: async ({ portal, profile, wire }, use) => use(await readAWhile(portal, profile.context, wire)),
})

type Reading = { page: Page; needles: Needle[] }

/** Ria's reports, five of them in full, her agenda and home; every word of them is a needle. */
async function readAWhile(portal: Portal, context: BrowserContext, wire: Wire): Promise<Reading> {
  await context.addInitScript(noteSecrets)
  const page = await context.newPage()
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  const code = await newestCode(portal)
  await page.evaluate((word) => localStorage.setItem("controle", word), control)
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(page.getByRole("heading", { name: "Nieuw" })).toBeVisible()
  await workerIsThere(page)
  await openReports(page)
  await page.getByLabel("Zoek in rapportages").fill(searched)
  await page.getByRole("button", { name: "Zoek", exact: true }).click()
  await expect(main(page)).toContainText("Niets gevonden.")
  await page.getByRole("button", { name: "Wis zoekopdracht" }).click()
  await expect(main(page).getByRole("article").first()).toBeVisible()
  const texts = [await main(page).innerText()]
  for (const link of (await page.getByRole("link", { name: /^Lees de hele/ }).all()).slice(0, 5).keys()) {
    await page
      .getByRole("link", { name: /^Lees de hele/ })
      .nth(link)
      .click()
    await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
    texts.push(await main(page).getByRole("article").innerText())
    await page.goBack()
    await expect(main(page).getByRole("article").first()).toBeVisible()
  }
  await page.getByRole("link", { name: "Start" }).click()
  await page
    .getByRole("link", { name: /^Agenda/ })
    .first()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible()
  await expect(main(page).getByRole("listitem").nth(4)).toBeVisible()
  texts.push(await main(page).innerText())
  await settle(page)
  // Her e-mail address is not among them: the browser itself remembers what it fills in on a login page.
  const typed = [searched, password, "Ria de Vries", "de Vries-Bakker", "Anneke de Vries", "999900018", code]
  return {
    page,
    needles: [...typed, "0612345678", "06 12345678", ...phrasesOf(texts), ...(await secretsOf(page))],
  }
}

/** Four words in a row from every line that was on the page, longer than anything the program itself says. */
function phrasesOf(texts: string[]): string[] {
  const ofTheProgram =
    /rapportage|soort of periode|agenda|gewijzigd|bijgewerkt|nieuwste|week|afspra|vandaag|lees|goed om te weten|in mijn eigen|u print|u heeft recht|zo vraagt u|uur\b/i
  const phrases = texts
    .flatMap((text) => text.split("\n"))
    .map((line) => line.split(" ").slice(0, 4).join(" "))
    .filter((phrase) => phrase.split(" ").length === 4 && !ofTheProgram.test(phrase))
  return [...new Set(phrases)]
}

/** Keeps, in the page's memory only, what goes into keys and what comes out of derivations. */
function noteSecrets() {
  const noted: number[][] = []
  ;(globalThis as unknown as { noted: number[][] }).noted = noted
  const note = (data: BufferSource) => {
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)
    if (bytes.length >= 16 && bytes.length <= 64) noted.push([...bytes])
  }
  const { importKey, deriveBits, decrypt } = SubtleCrypto.prototype
  SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...args: Parameters<typeof importKey>) {
    if (args[0] === "raw") note(args[1] as BufferSource)
    return importKey.apply(this, args)
  } as typeof importKey
  SubtleCrypto.prototype.deriveBits = async function (...args) {
    const bits = await deriveBits.apply(this, args)
    note(bits)
    return bits
  }
  SubtleCrypto.prototype.decrypt = async function (...args) {
    const plain = await decrypt.apply(this, args)
    note(plain)
    return plain
  }
}

async function secretsOf(page: Page): Promise<Needle[]> {
  const noted = await page.evaluate(() => (globalThis as unknown as { noted: number[][] }).noted)
  return noted.map((bytes, at) => ({ name: `key ${at}`, bytes: Uint8Array.from(bytes) }))
}

test("after reading, and after the browser ends, not a word of it lies in the profile, nor a key", async ({
  profile,
  reading: { needles },
}) => {
  expect(needles.filter((needle) => typeof needle !== "string").length).toBeGreaterThan(2)
  expect(needles.length).toBeGreaterThan(40)
  expect(profile.hunt(needles)).toEqual([])
  await profile.close()
  expect(missedIn(profile.hunt([control]), [control])).toEqual([])
  expect(profile.hunt(needles)).toEqual([])
})

test("nor does a code, or a password that is shown, that stands in its field for a while", async ({
  profile,
  portal,
  wire,
}) => {
  test.slow()
  const page = await profile.context.newPage()
  const { email } = credentialsOf("anneke")
  await page.goto(`${wire.url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  // What stands in a field is written down after a while: this is how long that takes here.
  const since = performance.now()
  await expect.poll(() => missedIn(profile.hunt([email]), [email]), { timeout: 90_000 }).toEqual([])
  const took = performance.now() - since
  const stay = () => page.waitForTimeout(2 * took + 2_000)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: /^Toon/ }).click()
  await stay()
  expect(profile.hunt([password])).toEqual([])
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  const code = await newestCode(portal)
  await stay()
  await expect(page.getByLabel("Beveiligingscode")).toHaveValue(code)
  expect(profile.hunt([code])).toEqual([])
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).not.toHaveURL(/inloggen/)
})

test("nor after the lock, without internet, and after logging out", async ({ profile, wire, reading }) => {
  const { page, needles } = reading
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expect(page.getByRole("heading", { name: "Het portaal is op slot" })).toBeVisible()
  expect(profile.hunt(needles)).toEqual([])
  await wire.unplug()
  await unlock(page, "anneke")
  await expect(page.getByText(/^Bewaard op/)).toBeVisible()
  await page.getByRole("link", { name: "Uitloggen" }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await profile.close()
  expect(missedIn(profile.hunt([control]), [control])).toEqual([])
  expect(profile.hunt(needles)).toEqual([])
})

test("nor when the battery dies in the middle of keeping", async ({
  profile,
  reading: { page, needles },
}) => {
  await page.getByRole("link", { name: "Start" }).click()
  test.slow()
  // Chromium writes the store of the planted word when it has a moment: later on a machine that does more at a time.
  await expect.poll(() => missedIn(profile.hunt([control]), [control]), { timeout: 90_000 }).toEqual([])
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await profile.kill()
  expect(missedIn(profile.hunt([control]), [control])).toEqual([])
  expect(profile.hunt(needles)).toEqual([])
})

test("a copy of the profile from before logging out opens nothing of what is kept after it", async ({
  profile,
  wire,
  reading: { page },
}) => {
  const stolen = await profile.copy()
  await page.getByRole("link", { name: "Uitloggen" }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  const thief = await stolen.context.newPage()
  // With internet the first thing it hears is to wipe itself.
  await thief.goto(`${wire.url}/slot`)
  await unlock(thief, "anneke")
  await expect(thief.getByText("Daarom wisten wij wat hier bewaard was.")).toBeVisible()
  await expect(thief.getByText(/Ria de Vries/)).toHaveCount(0)
  await stolen.remove()
})

test("a copy of the profile from before the next login is wiped at its first contact", async ({
  profile,
  portal,
  wire,
  reading: { page },
}) => {
  const stolen = await profile.copy()
  const ended = { ended_at: portal.clock.now().toISOString(), end_reason: "test" }
  await portal.db("sessions").update(ended)
  await logIn(page, portal, "anneke", { url: wire.url, keep: "kept" })
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await unlock(page, "anneke")
  await expect(main(page).getByRole("article").first()).toBeVisible()

  const thief = await stolen.context.newPage()
  await thief.goto(`${wire.url}/slot`)
  await unlock(thief, "anneke")
  await expect(thief.getByText("Daarom wisten wij wat hier bewaard was.")).toBeVisible()
  await expect(thief.getByText(/Ria de Vries/)).toHaveCount(0)
  await stolen.remove()
})
