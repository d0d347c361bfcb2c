// Tells whether something is still what a device kept of it, without opening it: a new text is always sealed anew.
import { createHash } from "node:crypto"

const LENGTH = 22

/** @param parts what a reader sees of a row, as it is stored; the sealed text among it. */
export function etagOf(parts: (string | boolean | null | Buffer)[]): string {
  const hash = createHash("sha256")
  for (const part of parts) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    hash.update(`${part === null ? "-" : bytes.length}:`).update(bytes)
  }
  return hash.digest("base64url").slice(0, LENGTH)
}
