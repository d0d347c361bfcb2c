// The organisation's settings, for who looks after them. Each change answers the page as it is afterwards.
import type Router from "@koa/router"
import { LogoInput, SettingsInput, UndoInput, type OrganisationPage } from "#contract/settings"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { saveLogo } from "../organisation/logos.ts"
import { listLocations } from "../organisation/pg-locations.ts"
import { presets } from "../organisation/presets.ts"
import { listChanges, saveSettings, undoSetting } from "../organisation/save-settings.ts"
import { readOrganisation, SettingsError, type OrganisationSettings } from "../organisation/settings.ts"
import { staffKey } from "./members.ts"
import { namesOfStaff } from "./members.queries.ts"
import { createStaffRouter } from "./staff-router.ts"

const ROOT = "/api/staff/organisation"

export function organisationAdminRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)

  get(ROOT, "organisation.change", async (ctx) => {
    ctx.body = await readPage(deps)
  })

  post(ROOT, "organisation.change", async (ctx, { staff, actor }) => {
    const { change, seen } = input(ctx.request.body, SettingsInput)
    await explained(
      saveSettings(deps, change as Partial<OrganisationSettings>, {
        actor,
        by: staff.id,
        seen: seen as Partial<OrganisationSettings>,
      }),
    )
    ctx.body = await readPage(deps)
  })

  post(`${ROOT}/logo`, "organisation.change", async (ctx, { staff, actor }) => {
    await saveLogo(deps, input(ctx.request.body, LogoInput), { actor, by: staff.id })
    ctx.body = await readPage(deps)
  })

  post(`${ROOT}/undo`, "organisation.change", async (ctx, { staff, actor }) => {
    const { changeId } = input(ctx.request.body, UndoInput)
    await explained(undoSetting(deps, changeId, { actor, by: staff.id }))
    ctx.body = await readPage(deps)
  })

  return router
}

async function readPage(deps: Deps): Promise<OrganisationPage> {
  const { db, sealing, config } = deps
  const settings = await readOrganisation(db)
  const changes = await listChanges(db)
  const key = await staffKey(db, deps)
  const names = await namesOfStaff(db, sealing, key, [...new Set(changes.map(({ by }) => by))])
  return {
    settings,
    changes: changes.map((change) => ({ ...change, by: names.get(change.by) ?? change.by })),
    locations: await listLocations(db),
    address: config.origin,
    presets,
  }
}

async function explained<Result>(deed: Promise<Result>): Promise<Result> {
  try {
    return await deed
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return fail("input-invalid", { fields: error.fields.map((path) => ({ path, code: "invalid" as const })) })
  }
}
