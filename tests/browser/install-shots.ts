// The two pictures in the browser's install dialog. `npm run shots` lays them in shots/install; by hand they get a palette
// (`convert in.png -colors 128 PNG8:out.png`) and go to public/install. The people are invented, the organisation nobody's.
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { logIn, sizes, test } from "./portal-test.ts"

test("pictures of the install dialog", async ({ visitorPage: page, portal }) => {
  const rename = (name: string) => changeOrganisation(portal.db, { name }, "test", portal.clock.now())
  await rename("Uw zorgorganisatie")
  await page.setViewportSize(sizes.phone)
  await logIn(page, portal, "henk")
  const home = page.url()
  const shoot = async (address: string, file: string) => {
    await page.goto(address)
    await page.getByRole("heading", { level: 1 }).waitFor()
    await page.waitForLoadState("networkidle")
    await page.screenshot({ path: `shots/install/${file}.png` })
  }
  await shoot(home, "telefoon")
  await page.setViewportSize(sizes.tablet)
  await shoot(`${home}/agenda`, "tablet")
  // The other pictures show the same portal.
  await rename("Zorggroep De Linde")
})
