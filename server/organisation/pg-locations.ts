// Which locations are for people with dementia (PG): the organisation's list, and everything that lies under it.
import type { Db } from "../../db/knex.ts"
import { readOrganisation } from "./settings.ts"

type Place = { id: string; resource_id: string; part_of: string | null }

/** Called when the setting changes and after each import. A location not on the list is not PG. */
export async function markPsychogeriatricLocations(trx: Db): Promise<void> {
  const { psychogeriatricLocations } = await readOrganisation(trx)
  const places = (await trx("locations").select("id", "resource_id", "part_of")) as Place[]
  const byId = new Map(places.map((place) => [place.id, place]))
  const isPg = (place: Place, seen: Set<string>): boolean => {
    if (psychogeriatricLocations.includes(place.resource_id)) return true
    const parent = place.part_of ? byId.get(place.part_of) : undefined
    return parent !== undefined && !seen.has(parent.id) && isPg(parent, seen.add(parent.id))
  }
  const marked = places.filter((place) => isPg(place, new Set([place.id]))).map((place) => place.id)
  await trx("locations").whereNotIn("id", marked).update({ is_psychogeriatric: false })
  await trx("locations").whereIn("id", marked).update({ is_psychogeriatric: true })
}

/** The locations that the ECD knows, by its own ids. */
export async function listLocations(db: Db): Promise<{ id: string; name: string }[]> {
  return (await db("locations")
    .where({ visible: true })
    .orderBy("name")
    .select({ id: "resource_id", name: "name" })) as { id: string; name: string }[]
}
