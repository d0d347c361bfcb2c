// Ids of projected rows: worked out from what they are made of, so that dropping and rebuilding gives the same ids.
import { createHash } from "node:crypto"

/** A UUID (version 8: our own rule) of a resource's row id and the row's place in it. */
export function derivedId(rowId: string, place: string): string {
  const hex = createHash("sha256").update(`${rowId}|${place}`).digest("hex")
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-")
}
