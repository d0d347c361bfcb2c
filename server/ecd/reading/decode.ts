// Bytes to text. FHIR is UTF-8; anything else is refused, not guessed.
import { Refusal } from "../refusal.ts"

/** Leaves a byte order mark out. @throws Refusal json-invalid. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal("json-invalid")
  }
}
