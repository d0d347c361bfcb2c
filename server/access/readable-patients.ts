// Whose records an account may open now, for the choice between patients. Names only; a list is no record read, but
// names of patients are shown, so it is written down too.
import type { ReadablePatient } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { findCandidates, type Candidate } from "./access.queries.ts"
import { judgeAccess } from "./guard.ts"

export type Readable = { patient: ReadablePatient; candidate: Candidate }

export async function listReadable(db: Db, deps: Deps, accountId: string): Promise<Readable[]> {
  const candidates = await findCandidates(db, deps.sealing, accountId)
  return candidates.flatMap((candidate) => {
    const verdict = judgeAccess(candidate.situation, undefined, deps.now())
    if (!verdict.allowed) return []
    const patient: ReadablePatient = {
      id: candidate.patientId,
      name: candidate.name.full,
      role: candidate.situation.grant.role,
      sections: verdict.sections,
      lastDay: verdict.lastDay,
      endsAt: verdict.endsAt,
      endReason: verdict.endReason,
    }
    return [{ patient, candidate }]
  })
}
