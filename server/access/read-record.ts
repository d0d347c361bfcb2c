// The door: the only way to a record. Guard, audit row and query happen in one transaction, so a record that was
// shown was also written down, and a grant that ended a moment ago opens nothing.
import type { Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import type { OrganisationSettings } from "../organisation/settings.ts"
import type { DataKey } from "../sealing/sealing.ts"
import type { Reader } from "../session/session.ts"
import { findCandidates, type Candidate } from "./access.queries.ts"
import { judgeAccess, type Access, type Refusal } from "./guard.ts"
import { findVault } from "./vaults.queries.ts"

/** What is read, for the log: a kind and, for one item, its id. */
export type ReadObject = { kind: string; id?: string }

/** Everything a record query gets; there is no other way to make one. */
export type OpenRecord = {
  trx: Db
  patientId: string
  name: { full: string; callName: string | null }
  key: DataKey
  access: Access
  relativeId: string | null
  settings: OrganisationSettings
}

/**
 * Runs `query` when the reader may read this section of this patient now; writes an audit row either way.
 * @param section "overview" asks only for a grant; the query then looks at `access.sections` itself.
 * @throws Failure `not-found` for an unknown patient, no grant, a wrong section and an ended access alike;
 * `session-required` when the page that asks has another reader's vault open.
 */
export async function readRecord<Result>(
  deps: Deps,
  reader: Reader,
  patientId: string,
  section: Section | "overview",
  object: ReadObject,
  query: (record: OpenRecord) => Promise<Result | undefined>,
): Promise<Result> {
  const outcome = await deps.db.transaction(async (trx) => {
    const { candidate, access, refusal } = await judge(trx)
    const write = (outcome: "done" | "refused", reason: string | null, copiedTo: string | null = null) =>
      appendAudit(trx, deps.sealing, deps.now(), {
        event: "record.read",
        action: "R",
        outcome,
        reason,
        actor: actorOf(reader, candidate?.situation.grant.role ?? null),
        patientId,
        objectKind: object.kind,
        objectId: object.id ?? null,
        grantId: candidate?.situation.grant.id ?? null,
        copiedTo,
      })
    if (!access || !candidate) {
      await write("refused", refusal)
      return undefined
    }
    const vault = reader.vaultClaim === null ? undefined : await findVault(trx, reader.vaultClaim)
    // The browser sends one reader's session along with another reader's page: neither may see the other's.
    if (vault && vault.accountId !== reader.accountId) {
      await write("refused", "vault-of-another")
      return "another-reader" as const
    }
    const result = await query({
      trx,
      patientId,
      access,
      name: candidate.name,
      key: candidate.key,
      relativeId: candidate.relativeId,
      settings: candidate.settings,
    })
    if (result === undefined) {
      await write("refused", "no-such-item")
      return undefined
    }
    await write("done", null, vault?.isAlive ? reader.vaultClaim : null)
    return { result }
  })
  // Thrown after the transaction: the row that says "refused" must stay.
  if (outcome === "another-reader") return fail("session-required")
  return outcome === undefined ? fail("not-found") : outcome.result

  async function judge(trx: Db): Promise<{ candidate?: Candidate; access?: Access; refusal: Refusal }> {
    const candidates = await findCandidates(trx, deps.sealing, reader.accountId, patientId)
    let refusal: Refusal = "no-grant"
    for (const candidate of candidates) {
      const verdict = judgeAccess(
        candidate.situation,
        section === "overview" ? undefined : section,
        deps.now(),
      )
      if (verdict.allowed) return { candidate, access: verdict, refusal }
      refusal = verdict.reason
    }
    return { ...(candidates[0] && { candidate: candidates[0] }), refusal }
  }
}

export const actorOf = (reader: Reader, role: string | null): Actor => ({
  kind: "reader",
  id: reader.accountId,
  role,
  means: "password+sms",
  sessionHash: reader.sessionHash,
  client: reader.client,
})
