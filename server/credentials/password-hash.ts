// Hashing and verifying passwords with argon2id. The caller seals the result under the account's key.
import { hash, parseOptions, verify } from "@node-rs/argon2"
import type { Deps } from "../deps.ts"
import { createHashQueue } from "./hash-queue.ts"

const PARALLELISM = 1
/**
 * Of the process, because the memory is. Node has four threads for such work and SQLite needs one of them: with four
 * hashes at once every other request, the health check too, would stand still.
 */
const inTurn = createHashQueue({ atOnce: 3, waiting: 64 })

type HashDeps = Pick<Deps, "config" | "random">

/** Letters typed on different keyboards are one password. */
const normalise = (password: string) => password.normalize("NFC")

/** @returns a PHC string. @throws Failure `busy`. Never call it inside a transaction: it takes long. */
export function hashPassword({ config }: HashDeps, password: string): Promise<string> {
  const { memoryKiB, passes } = config.passwordHash
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: PARALLELISM }
  return inTurn(() => hash(normalise(password), options))
}

/** @param phc null for an unknown account: the same work is done for nothing. @throws Failure `busy`. */
export async function verifyPassword(deps: HashDeps, phc: string | null, password: string): Promise<boolean> {
  const isRight = await inTurn(() => verify(phc ?? hashOfNobody(deps), normalise(password)))
  return isRight && phc !== null
}

/** True when the settings ask for more work than this hash took. */
export function isWeaker({ config }: Pick<Deps, "config">, phc: string): boolean {
  const { memoryCost, timeCost } = parseOptions(phc)
  return memoryCost < config.passwordHash.memoryKiB || timeCost < config.passwordHash.passes
}

/** Random salt and digest with the live parameters: no password gives it. */
function hashOfNobody({ config, random }: HashDeps): string {
  const { memoryKiB, passes } = config.passwordHash
  const part = (bytes: number) => random(bytes).toString("base64").replaceAll("=", "")
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${PARALLELISM}$${part(16)}$${part(32)}`
}
