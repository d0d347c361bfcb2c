// Hashing and verifying passwords with argon2id. The caller seals the result under the account's key.
import { parseOptions } from "@node-rs/argon2"
import type { Middleware } from "koa"
import type { Deps } from "../deps.ts"
import { createHashQueue } from "./hash-queue.ts"
import { runHashJob } from "./hash-threads.ts"

const PARALLELISM = 1
/** Of the process, because the memory is. */
export const hashQueueSize = { atOnce: 4, waiting: 64, retryAfterSeconds: 5 } as const
const inTurn = createHashQueue(hashQueueSize)
const requestsInTurn = createHashQueue(hashQueueSize)

/**
 * For each route that hashes, in front of its work: whoever waits here has not asked the database anything, so that a
 * flood of logins does not stand in the way of other requests. Once inside, the hash itself need not wait.
 * @throws Failure `busy`.
 */
export const takeHashTurn: Middleware = (_ctx, next) => requestsInTurn(next)

type HashDeps = Pick<Deps, "config" | "random">

/** Letters typed on different keyboards are one password. */
const normalise = (password: string) => password.normalize("NFC")

/** @returns a PHC string. @throws Failure `busy`. Never call it inside a transaction: it takes long. */
export function hashPassword({ config }: HashDeps, password: string): Promise<string> {
  const { memoryKiB, passes } = config.passwordHash
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: PARALLELISM }
  return inTurn(() => runHashJob({ password: normalise(password), options }) as Promise<string>)
}

/** @param phc null for an unknown account: the same work is done for nothing. @throws Failure `busy`. */
export async function verifyPassword(deps: HashDeps, phc: string | null, password: string): Promise<boolean> {
  const job = { password: normalise(password), phc: phc ?? hashOfNobody(deps) }
  const isRight = await inTurn(() => runHashJob(job))
  return isRight === true && phc !== null
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
