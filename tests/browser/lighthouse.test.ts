// Lighthouse on the login page, as a phone sees it. Its figure for speed belongs to `npm run bench page`.
import lighthouse from "lighthouse"
import { launch } from "puppeteer-core"
import { chromiumPath } from "../../scripts/debian-paths.mjs"
import { expect, test } from "./portal-test.ts"

test("Lighthouse finds nothing against accessibility and best practices", async ({ portal }) => {
  test.setTimeout(180_000)
  const browser = await launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--lang=nl"],
  })
  try {
    const page = await browser.newPage()
    const onlyCategories = ["accessibility", "best-practices"]
    const result = await lighthouse(`${portal.url}/inloggen`, { onlyCategories }, undefined, page)
    const { categories = {}, audits = {} } = result?.lhr ?? {}
    const failed = Object.values(audits).filter(({ score }) => score !== null && score < 1)
    expect(failed.map(({ id, title }) => `${id}: ${title}`)).toEqual([])
    const scores = onlyCategories.map((name) => [name, categories[name]?.score])
    expect(scores).toEqual(onlyCategories.map((name) => [name, 1]))
  } finally {
    await browser.close()
  }
})
