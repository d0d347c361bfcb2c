import type { Knex } from "knex"

export type Transaction = Knex.Transaction
