// Looks into the profile as a thief would. First the positive control: what is planted is found, in every place a page
// can write to, deleted or not; else "nothing found" would prove nothing.
import type { BrowserContext } from "@playwright/test"
import { missedIn, type Finding } from "../support/profile-hunt.ts"
import { expect, test } from "./forensic-test.ts"
import {
  overwriteAndDelete,
  plantInDatabase,
  plantInBucket,
  plantInPage,
  crowdDatabase,
} from "./forensic-plants.ts"

const words = {
  short: "Waterlelie-4471",
  accented: "Geërgerd kraaiennest",
  beyondLatin: "Złoty pelikaan",
  // Its two parts stand before it in the same text: packed, it is two copies without letters of its own.
  repeated: "regenbooghagedissenkoningin",
  large: "waterlelievijververgeetmijnietjes", // more than IndexedDB stores as it is: it packs the value itself
  key: "sleutelbloem-5518",
  deleted: "Kastanjeboom-2284",
  overwritten: "Vuurtorenlicht-7716",
  bucket: "Schaatsenrijder-3390",
  localStorage: "Mosterdzaadje-6607",
  cacheStorage: "Pannenkoekenplant-1145",
}
/** Written every half minute and when the browser ends. */
const cookie = "Stoofperenmoes-8829"
/** On the login page, and so in the packed files that the browser keeps of it. */
const ofOurProgram = "Wachtwoord vergeten"
const never = "Sneeuwklokjesveld-0000"

async function plant(context: BrowserContext, url: string) {
  const page = await context.newPage()
  await page.goto(`${url}/inloggen`)
  await page.evaluate(plantInDatabase, words)
  await page.evaluate(plantInBucket, words.bucket)
  await page.evaluate(overwriteAndDelete)
  await page.evaluate(plantInPage, words)
  // A store of a page that is gone is written at once.
  await page.close()
}

const all = [...Object.values(words), never]
const layersOf = (findings: Finding[], word: string) =>
  findings.filter(({ needle }) => needle === word).map(({ layer }) => layer)

test("every word that a page left behind is found in its profile, and a word that was never there is not", async ({
  profile,
  wire,
}) => {
  await plant(profile.context, wire.url)
  const expires = Math.floor(Date.now() / 1000) + 86_400
  await profile.context.addCookies([{ name: "controle", value: cookie, url: wire.url, expires }])
  const page = await (await profile.reopen()).newPage()
  await page.goto(`${wire.url}/inloggen`)
  await page.evaluate(crowdDatabase)
  await profile.close()

  const needles = [...all, cookie, ofOurProgram]
  const findings = profile.hunt(needles)
  expect(missedIn(findings, needles)).toEqual([never])
  // These words stand nowhere in plain sight: it is the unpacking that finds them.
  expect(layersOf(findings, words.repeated)).toEqual(["table block"])
  expect(layersOf(findings, words.large)).toEqual(["table block, packed value"])
  expect(layersOf(findings, cookie)).toEqual(["sealed by the browser"])
  expect(layersOf(findings, ofOurProgram)).toContain("packed body")
})

test("and so is every word when the browser was killed, by whoever opens a copy of the profile", async ({
  profile,
  wire,
}) => {
  await plant(profile.context, wire.url)
  // Chromium writes this store when it has a moment.
  await expect
    .poll(() => missedIn(profile.hunt([words.localStorage]), [words.localStorage]), { timeout: 30_000 })
    .toEqual([])
  await profile.kill()
  expect(missedIn(profile.hunt(all), all)).toEqual([never])

  const stolen = await profile.copy()
  const page = await stolen.context.newPage()
  await page.goto(`${wire.url}/inloggen`)
  expect(await page.evaluate(() => localStorage.getItem("controle"))).toBe(words.localStorage)
  await stolen.remove()
})
