// PDFs of a report: the page says what saving means, the file comes as it was, and without leave there is only the word of it.
import { readFileSync } from "node:fs"
import { importResources } from "../../server/ecd/import-resources.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { document, pdf } from "../support/family.ts"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, logIn, test } from "./portal-test.ts"

const old = { date: "2024-05-01T09:00:00+02:00" }

/** The oldest of Henk's reports is a letter; gone when `work` is done, for the portal is everyone's. */
async function withLetter(portal: Portal, work: () => Promise<void>) {
  const resource = document("brief", "henk-willemsen", [pdf], old)
  const actor = { kind: "system", id: "test" } as const
  const resources = [{ resource, location: "test#1" }]
  await importResources(portal.deps, { resources, sourceName: "demo-ecd", actor })
  await changeOrganisation(portal.db, { reportDocuments: false }, "test", portal.clock.now())
  try {
    await work()
  } finally {
    const own = portal.db("fhir_resources").where({ resource_id: "brief" }).select("id")
    await portal.db("reports").whereIn("fhir_resource_id", own.clone()).delete()
    await portal.db("report_documents").whereIn("fhir_resource_id", own).delete()
    await changeOrganisation(portal.db, { reportDocuments: true }, "test", portal.clock.now())
  }
}

test("a letter is named in the list, and saved when the reader asks for it", async ({
  visitorPage: page,
  portal,
}) => {
  await withLetter(portal, async () => {
    await logIn(page, portal, "henk")
    await page.goto(`${page.url()}/rapportages?tot=2024-06-01`)
    const main = page.getByRole("main")
    await expect(main.getByRole("article")).toContainText("Met een document")
    await page.getByRole("link", { name: /Lees de hele/ }).click()
    await expect(main).toContainText("U leest het niet in dit portaal.")
    await expect(main.getByRole("link", { name: /Bewaar/ })).toHaveCount(0)
    await expectAccessible(page, "a letter that is elsewhere")

    await changeOrganisation(portal.db, { reportDocuments: true }, "test", portal.clock.now())
    await page.reload()
    await expect(main).toContainText("Daar blijft het, ook als u uitlogt.")
    await expectAccessible(page, "a letter")
    const coming = page.waitForEvent("download")
    await main.getByRole("link", { name: /^Bewaar Brief van de arts \(PDF, 1 kB\)/ }).click()
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/\.pdf$/)
    expect(readFileSync(await download.path()).toString("base64")).toBe(pdf.data)
    await expect(main.getByRole("heading", { level: 1 })).toHaveText("Rapportage van de arts")
  })
})
