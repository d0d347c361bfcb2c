// A test with a profile on disk and a wire to the portal that can be pulled out.
import { openProfile, type Profile } from "../support/profile-context.ts"
import { wireTo, type Wire } from "../support/wire.ts"
import { test as base } from "./portal-test.ts"

export const test = base.extend<{ wire: Wire; profile: Profile }>({
  wire: async ({ portal }, use) => {
    const wire = await wireTo(portal)
    await use(wire)
    await wire.close()
  },
  profile: async ({ portal }, use) => {
    const profile = await openProfile(portal.clock.now())
    await use(profile)
    await profile.remove()
  },
})

export { expect } from "./portal-test.ts"
