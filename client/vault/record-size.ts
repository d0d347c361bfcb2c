// How much one record may weigh on a device; what is larger is read with internet only, and the page says so.
import { toBytes } from "./codec.ts"
import type { RecordPlace } from "./types.ts"

const MOST_RECORD_BYTES = 64 * 1024
/** As large as the server makes one, in base64. */
const MOST_PICTURE_BYTES = 208 * 1024
export const mostBytesOf = (type: RecordPlace["type"]): number =>
  type === "picture" ? MOST_PICTURE_BYTES : MOST_RECORD_BYTES

/** As it is sealed. */
export const bodyOf = (value: unknown) => toBytes(JSON.stringify(value))

export const isTooLong = (type: RecordPlace["type"], value: unknown) =>
  bodyOf(value).length > mostBytesOf(type)
