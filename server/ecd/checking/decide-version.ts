// Is what came in new, the same, older, or something that was there before?
import { isNumbered, type Version } from "./version-key.ts"

export type CurrentVersion = Version & { isDeleted: boolean }

export type Decision =
  | "new"
  | "changed"
  | "unchanged"
  /** Older than what the portal has: kept as history only. */
  | "stale"
  /**
   * The content of an earlier version, without anything that says when. In a file that holds both it means nothing; in
   * a later export it means that the ECD went back. Only the end of the run can tell.
   */
  | "returned"

export function decideVersion(
  item: Version,
  current: CurrentVersion | undefined,
  earlier: readonly Version[],
): Decision {
  if (!current) return "new"
  const isCurrent = isSame(item, current)
  if (isCurrent && !current.isDeleted) return "unchanged"
  if (isCurrent || earlier.some((version) => isSame(item, version))) return seenBefore(item, current)
  return isOlder(item, current) ? "stale" : "changed"
}

function seenBefore(item: Version, current: CurrentVersion): Decision {
  if (isNumbered(item.versionKey)) return "unchanged"
  if (item.lastUpdated && current.lastUpdated && !current.isDeleted)
    return item.lastUpdated > current.lastUpdated ? "changed" : "unchanged"
  return "returned"
}

export const isSame = (a: Version, b: Version) =>
  a.versionKey === b.versionKey && a.contentHash === b.contentHash

type Stamped = Pick<Version, "lastUpdated">
export const isOlder = (a: Stamped, b: Stamped) =>
  a.lastUpdated !== null && b.lastUpdated !== null && a.lastUpdated < b.lastUpdated
