// Access that ends by itself is told: seven days before, and once it is over. Never which client's, or why.
import type { Db } from "../../db/knex.ts"
import { findCandidates, type Candidate } from "../access/access.queries.ts"
import { judgeAccess } from "../access/guard.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { accessEndedMail, accessEndsMail } from "../messages/mail-texts.ts"
import { isFirstToTell, tellAccount } from "../organisation/tell-account.ts"
import { mayMailAt } from "./news-times.ts"

const DAY = 86_400_000
const DAYS_BEFORE = 7
/** Later than this nobody is helped by hearing it. */
const DAYS_AFTER = 7

type End = { grantId: string; endsAt: string; lastDay: string }

export async function tellEnds(deps: Deps): Promise<void> {
  if (!mayMailAt(deps.now())) return
  for (const accountId of await listWithEnd(deps.db))
    await deps.db.transaction((trx) => tellAccountsEnds(trx, deps, accountId))
}

/** Accounts of which a grant may have an end: one that staff set, or one that follows from the ECD. */
async function listWithEnd(db: Db): Promise<string[]> {
  const rows = (await db("grants")
    .join("accounts", "accounts.id", "grants.account_id")
    .join("patients", "patients.id", "grants.patient_id")
    .where("accounts.state", "active")
    .whereNull("grants.revoked_at")
    .where((query) => {
      void query
        .whereNotNull("grants.ends_at")
        .orWhere("patients.deceased", true)
        .orWhereNotExists(
          db("stays")
            .whereRaw("stays.patient_id = grants.patient_id")
            .where("stays.status", "active")
            .select("id"),
        )
    })
    .distinct("grants.account_id as id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

async function tellAccountsEnds(trx: Db, deps: Deps, accountId: string) {
  const now = deps.now()
  const ends = (await findCandidates(trx, deps.sealing, accountId)).flatMap(endOf)
  const isSoon = ({ endsAt }: End) => isWithin(endsAt, now, DAYS_BEFORE)
  const isOver = ({ endsAt }: End) => isWithin(now.toISOString(), new Date(endsAt), DAYS_AFTER)
  for (const { lastDay } of await notTold(trx, accountId, "access-ends", ends.filter(isSoon), now))
    await tellAccount(trx, deps, {
      accountId,
      purpose: "access-ends",
      mail: (sender) => accessEndsMail(sender, lastDay),
      giveUpAt: new Date(now.getTime() + DAYS_BEFORE * DAY),
    })
  for (const _ of await notTold(trx, accountId, "access-ended", ends.filter(isOver), now))
    await tellAccount(trx, deps, {
      accountId,
      purpose: "access-ended",
      mail: (sender) => accessEndedMail(sender, null),
      giveUpAt: new Date(now.getTime() + DAYS_AFTER * DAY),
    })
}

/** From this moment on, and before so many days have gone by. */
const isWithin = (instant: string, from: Date, days: number) =>
  Date.parse(instant) >= from.getTime() && Date.parse(instant) < from.getTime() + days * DAY

/** The end of a grant as the judge works it out, asked a moment before it too: a grant that is over has no end any more. */
function endOf({ situation }: Candidate): End[] {
  const { grant } = situation
  const during = judgeAccess(situation, undefined, new Date(grant.startsAt))
  if (!during.allowed || during.endsAt === null) return []
  const lastDay = dateInAmsterdam(new Date(Date.parse(during.endsAt) - 1))
  return [{ grantId: grant.id, endsAt: during.endsAt, lastDay }]
}

/** One of each last day: two records that end together are one mail. An end that moved is told anew. */
async function notTold(trx: Db, accountId: string, purpose: string, ends: End[], now: Date): Promise<End[]> {
  const fresh = new Map<string, End>()
  for (const end of ends) {
    const about = `${end.grantId} ${end.lastDay}`
    if (await isFirstToTell(trx, { accountId, purpose, about, at: now })) fresh.set(end.lastDay, end)
  }
  return [...fresh.values()]
}
