import type { Knex } from "knex"
import type { Db } from "../../db/knex.ts"

export type PersonOfGrant = { account_id: string | null; email_index: string; mobile_index: string }

/** Grants of one person: of their account, or of who has this address and number. */
export function samePerson(
  db: Db,
  { account_id, email_index, mobile_index }: PersonOfGrant,
): Knex.QueryBuilder {
  return db("grants").where((query) => {
    void query.where({ email_index, mobile_index })
    if (account_id) void query.orWhere({ account_id })
  })
}
