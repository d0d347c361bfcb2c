// The clear row that says how an epoch is opened. Immutable; all of it but the wrap is bound to the wrap.
import { lengthPrefixed, type Bytes } from "./codec.ts"
import { VaultFailure } from "./failure.ts"

export const FORMAT = 1
/** OWASP's floor for PBKDF2-SHA256. */
export const FEWEST_ITERATIONS = 600_000
/** What we choose at most; a header may name more, up to where a slow tablet would seem to hang. */
export const MOST_CHOSEN_ITERATIONS = 2_400_000
const MOST_ITERATIONS = 10_000_000

export const SALT_BYTES = 32
export const IV_BYTES = 12
const WRAP_BYTES = 32 + 16

export type HeaderFacts = {
  format: typeof FORMAT
  /** 1 for a new vault; each new key is one more. */
  epoch: number
  accountTag: string
  factor: "password"
  kdf: "PBKDF2-SHA256"
  salt: Bytes
  iterations: number
}
export type Header = HeaderFacts & { wrap: { iv: Bytes; ct: Bytes } }

/** The canonical bytes that the wrap is bound to. */
export const headerBytes = (facts: HeaderFacts): Bytes =>
  lengthPrefixed(
    "vault/header",
    facts.format,
    facts.epoch,
    facts.accountTag,
    facts.factor,
    facts.kdf,
    facts.salt,
    facts.iterations,
  )

/** @throws VaultFailure "newer" or "broken" for everything that this version did not write. */
export function readHeader(value: unknown, accountTag: string): Header {
  const header = value as Header | null | undefined
  if (Number.isInteger(header?.format) && (header as Header).format > FORMAT) throw new VaultFailure("newer")
  const isOurs =
    header?.format === FORMAT &&
    header.factor === "password" &&
    header.kdf === "PBKDF2-SHA256" &&
    header.accountTag === accountTag &&
    Number.isInteger(header.epoch) &&
    Number.isInteger(header.iterations) &&
    header.iterations >= FEWEST_ITERATIONS &&
    header.iterations <= MOST_ITERATIONS &&
    isBytes(header.salt, SALT_BYTES) &&
    isBytes(header.wrap?.iv, IV_BYTES) &&
    isBytes(header.wrap.ct, WRAP_BYTES)
  if (!isOurs) throw new VaultFailure("broken")
  return header
}

const isBytes = (value: unknown, length: number) => value instanceof Uint8Array && value.length === length
