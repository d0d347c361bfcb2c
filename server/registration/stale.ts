// Registrations that nobody finished vanish.
import { removeUnconfirmed } from "../credentials/accounts.queries.ts"
import type { Deps } from "../deps.ts"

const STALE_HOURS = 48

/** Counted from the form, or from Bevestig when the mailbox was confirmed. @returns how many registrations went. */
export async function removeStaleRegistrations({ db, now }: Pick<Deps, "db" | "now">): Promise<number> {
  const staleSince = new Date(now().getTime() - STALE_HOURS * 3_600_000).toISOString()
  return db.transaction((trx) =>
    removeUnconfirmed(trx, (accounts) => {
      void accounts.whereRaw("coalesce(email_confirmed_at, registered_at) <= ?", [staleSince])
    }),
  )
}
