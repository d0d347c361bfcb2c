// What the page says about the organisation before any script runs.
import type { Db } from "../../db/knex.ts"
import type { PageFacts } from "../http/web-app.ts"
import { readOrganisation } from "./settings.ts"
import { telOf } from "./telephone.ts"

export async function pageFacts(db: Db): Promise<PageFacts> {
  const { name, help, colours } = await readOrganisation(db)
  return {
    name,
    phone: help.care.phone,
    tel: telOf(help.care.phone),
    deskEmail: help.desk.email,
    colours: `${colours.light} ${colours.dark}`,
  }
}
