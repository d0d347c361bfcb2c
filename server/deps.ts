// What every part of the server is given. Time and chance are arguments, so that a test can hold them still.
import type { Logger } from "pino"
import type { Database } from "../db/knex.ts"
import type { Config } from "./config.ts"
import type { Sealing } from "./sealing/sealing.ts"

export type Deps = {
  config: Config
  db: Database
  sealing: Sealing
  log: Logger
  now: () => Date
  /** Cryptographically strong bytes. */
  random: (bytes: number) => Buffer
}
