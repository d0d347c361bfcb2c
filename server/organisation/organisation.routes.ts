import Router from "@koa/router"
import {
  LegalTextQuery,
  LegalTextVersionQuery,
  LogoQuery,
  type OrganisationInfo,
} from "#contract/organisation"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { currentLegalText, findLegalTextPage } from "./legal-texts.ts"
import { findLogo } from "./logos.ts"
import { helpOf, passwordRuleOf, readOrganisation } from "./settings.ts"
import { telOf } from "./telephone.ts"

export function organisationRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/organisation", async (ctx) => {
    const settings = await readOrganisation(deps.db)
    const privacy = await currentLegalText(deps.db, "privacyStatement", deps.now())
    const terms = await currentLegalText(deps.db, "termsOfUse", deps.now())
    const { care, urgent, desk } = helpOf(settings)
    const info: OrganisationInfo = {
      name: settings.name,
      brand: brandOf(settings.name),
      logo: settings.logo && `/api/organisation/logo/${settings.logo}`,
      help: {
        care: { ...care, tel: telOf(care.phone) },
        urgent: { ...urgent, tel: telOf(urgent.phone) },
        desk,
      },
      links: settings.links,
      passwordRule: passwordRuleOf(settings),
      bsnStep: settings.bsnStep,
      countries: settings.smsCountries,
      privacyStatementVersion: privacy?.version ?? "",
      termsOfUseVersion: terms?.version ?? "",
    }
    ctx.body = info
  })

  router.get("/api/organisation/logo/:logoId", async (ctx) => {
    const { logoId } = input(ctx.params, LogoQuery)
    const png = (await findLogo(deps.db, logoId)) ?? fail("not-found")
    ctx.set("Cache-Control", "public, max-age=31536000, immutable")
    ctx.type = "image/png"
    ctx.body = png
  })

  router.get("/api/legal-texts/:kind", async (ctx) => {
    const { kind } = input(ctx.params, LegalTextQuery)
    ctx.body = (await findLegalTextPage(deps.db, kind, undefined, deps.now())) ?? fail("not-found")
  })

  router.get("/api/legal-texts/:kind/:version", async (ctx) => {
    const { kind, version } = input(ctx.params, LegalTextVersionQuery)
    ctx.body = (await findLegalTextPage(deps.db, kind, version, deps.now())) ?? fail("not-found")
  })

  return router
}

/** "Zorggroep De Linde" is written on two lines; a one-word name on one. */
function brandOf(name: string): OrganisationInfo["brand"] {
  const [kind, ...rest] = name.split(" ")
  return rest.length > 0 ? { kind: kind ?? "", name: rest.join(" ") } : { kind: "", name }
}
