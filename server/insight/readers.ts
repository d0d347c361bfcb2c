// "Wie heeft toegang": both readers of a client see who else reads. What opens is judged as the door judges it.
import type { EarlierReader, Readers, RecordReader } from "#contract/insight"
import { findCandidatesAt } from "../access/access.queries.ts"
import { judgeAccess, type Verdict } from "../access/guard.ts"
import type { OpenRecord } from "../access/read-record.ts"
import { namesOfGrants } from "../access/readers.queries.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { listGrantsAt, type GrantRow } from "./readers.queries.ts"

type Ask = { accountId: string; now: Date }

export async function listReaders(record: OpenRecord, sealing: Sealing, ask: Ask): Promise<Readers> {
  const { trx, patientId, role } = record
  const grants = await listGrantsAt(trx, patientId)
  const names = await namesOfGrants(record, sealing)
  const candidates = await findCandidatesAt(trx, sealing, patientId)
  const verdicts = new Map(
    candidates.map(({ situation }) => [situation.grant.id, judgeAccess(situation, undefined, ask.now)]),
  )
  const isOver = (grant: GrantRow) => grant.revoked_at !== null || isPast(grant.ends_at, ask.now)
  const seesAll = role !== "contactPerson"
  const nameOf = ({ id }: GrantRow) => names.get(id) ?? null
  const readerOf = (grant: GrantRow): RecordReader => {
    const isSelf = grant.account_id === ask.accountId
    return {
      name: nameOf(grant),
      kinship: grant.kinship,
      role: grant.role,
      isSelf,
      basis: seesAll || isSelf ? grant.basis : null,
      since: grant.starts_at,
      ...stateOf(grant, verdicts.get(grant.id)),
    }
  }
  return {
    readers: grants.filter((grant) => !isOver(grant)).map(readerOf),
    earlier: seesAll
      ? grants
          // Whoever never registered never read.
          .filter((grant) => isOver(grant) && grant.account_id !== null)
          .map((grant) => earlierOf(grant, nameOf(grant)))
          .sort((a, b) => b.until.localeCompare(a.until))
      : null,
  }
}

const isPast = (instant: string | null, now: Date) => instant !== null && instant <= now.toISOString()

function stateOf(
  { account_id: accountId }: GrantRow,
  verdict: Verdict | undefined,
): Pick<RecordReader, "sections" | "lastDay" | "state"> {
  if (!verdict?.allowed) return { sections: [], lastDay: null, state: "closed" }
  const { sections, lastDay } = verdict
  return { sections, lastDay, state: accountId ? "reads" : "waiting" }
}

const earlierOf = ({ role, starts_at: since, ends_at, revoked_at }: GrantRow, name: string | null) => {
  const [until = since] = [ends_at, revoked_at].filter((at) => at !== null).sort()
  return { name, role, since, until } satisfies EarlierReader
}
