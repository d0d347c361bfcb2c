// The organisation's own houses: many people behind one address. Asked only where a limit would refuse, so that nobody
// else pays for it.
import type { Db } from "../../db/knex.ts"
import { holdsAddress } from "./networks.ts"

/** One statement. */
export async function isHouseAddress(db: Db, address: string): Promise<boolean> {
  const row = (await db("organisation").where({ id: 1 }).first("settings")) as
    { settings: string } | undefined
  const { houseAddresses = [] } = JSON.parse(row?.settings ?? "{}") as { houseAddresses?: string[] }
  return holdsAddress(houseAddresses, address)
}
