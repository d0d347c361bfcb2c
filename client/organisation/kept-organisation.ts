// Who runs this portal, as this device last heard it: public facts, so that the portal opens without internet, with the
// number to call. Not one word about a reader or a record.
import type { OrganisationInfo } from "#contract/organisation"

const KEY = "organisatie"
/** Rises when OrganisationInfo gets a field that a page cannot do without. */
const SHAPE = 1

export function keepOrganisation(info: OrganisationInfo): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ shape: SHAPE, info }))
  } catch {
    // Without storage the portal needs internet.
  }
}

export function keptOrganisation(): OrganisationInfo | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as {
      shape: number
      info: OrganisationInfo
    } | null
    return kept?.shape === SHAPE ? kept.info : null
  } catch {
    return null
  }
}
