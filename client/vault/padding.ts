// Sizes on disk come in classes, so that a length does not tell which report it is.
import type { Bytes } from "./codec.ts"

const KIB = 1024
const LENGTH_BYTES = 4
/** Steps of 2 KiB up to 16 KiB, of 8 KiB up to 64 KiB, then of 32 KiB. */
const stepFor = (size: number) => (size <= 16 * KIB ? 2 : size <= 64 * KIB ? 8 : 32) * KIB

export function paddedSize(length: number): number {
  const size = LENGTH_BYTES + length
  const step = stepFor(size)
  return Math.ceil(size / step) * step
}

/** length (4 bytes) | body | zeros */
export function pad(body: Bytes): Bytes {
  const padded = new Uint8Array(paddedSize(body.length))
  new DataView(padded.buffer).setUint32(0, body.length)
  padded.set(body, LENGTH_BYTES)
  return padded
}

/** null when it is nothing that `pad` made. */
export function unpad(padded: Bytes): Bytes | null {
  if (padded.length < LENGTH_BYTES) return null
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  return padded.length === paddedSize(length) ? padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length) : null
}
