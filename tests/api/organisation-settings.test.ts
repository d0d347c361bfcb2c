// What the organisation says of itself stands in subjects of mails and on every page.
import { afterAll, beforeAll, expect, test } from "vitest"
import { changeOrganisation, readOrganisation } from "../../server/organisation/settings.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeAll(async () => {
  portal = await startPortal()
})
afterAll(() => portal.close())

test.each([
  "De Linde\r\nBcc: iedereen@voorbeeld.example",
  "De Linde\n@evil #000000",
  "De \u202eednil",
  "De\u2028Linde",
])("a name with a line end or a hidden sign is refused, and says which setting: %j", async (name) => {
  const before = await readOrganisation(portal.db)
  const change = changeOrganisation(portal.db, { name }, "test", portal.clock.now())
  await expect(change).rejects.toThrow("name: has a line end or a hidden sign")
  expect(await readOrganisation(portal.db)).toEqual(before)
})
