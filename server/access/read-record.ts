// The door: the only way to a record. Guard, audit row and query happen in one transaction, so a record that was
// shown was also written down, and a grant that ended a moment ago opens nothing.
import type { Role, Section } from "#contract/access"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor, type AuditEvent } from "../audit/audit.ts"
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
  /** As whom it is read. */
  role: Role
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
  const read: Read = { deps, reader, patientId, section, object }
  return orRefuse(
    await deps.db.transaction(async (trx) => {
      const judged = await judge(trx, read)
      const { record } = judged
      if (!record) return await refuse(trx, read, judged, judged.refusal)
      const vault = reader.vaultClaim === null ? undefined : await findVault(trx, reader.vaultClaim)
      // The browser sends one reader's session along with another reader's page: neither may see the other's.
      if (vault && vault.accountId !== reader.accountId) {
        await refuse(trx, read, judged, "vault-of-another")
        return "another-reader"
      }
      const result = await query(record)
      if (result === undefined) return await refuse(trx, read, judged, "no-such-item")
      await write(trx, read, judged, { outcome: "done", copiedTo: vault?.isAlive ? reader.vaultClaim : null })
      return { result }
    }),
  )
}

/**
 * A long read in turns. The first part is read, and written down, as `readRecord` does; each further one is a transaction
 * of its own that judges again, so that others are served in between and an access that ends meanwhile ends it.
 * @throws as `readRecord`, also halfway; a refusal halfway has its own audit row.
 */
export async function* readRecordInParts<Part>(
  ...[deps, reader, patientId, section, object, query]: Parameters<typeof readRecord<Part>>
): AsyncGenerator<Part> {
  yield await readRecord(deps, reader, patientId, section, object, query)
  const read: Read = { deps, reader, patientId, section, object }
  for (;;)
    yield orRefuse(
      await deps.db.transaction(async (trx) => {
        const judged = await judge(trx, read)
        const result = judged.record && (await query(judged.record))
        if (result === undefined) return await refuse(trx, read, judged, judged.refusal)
        return { result }
      }),
    )
}

type Read = {
  deps: Deps
  reader: Reader
  patientId: string
  section: Section | "overview"
  object: ReadObject
}
type Judged = { candidate?: Candidate; record?: OpenRecord; refusal: Refusal }
type Outcome<Result> = { result: Result } | "another-reader" | undefined

/** Thrown after the transaction: the row that says "refused" must stay. */
function orRefuse<Result>(outcome: Outcome<Result>): Result {
  if (outcome === "another-reader") return fail("session-required")
  return outcome === undefined ? fail("not-found") : outcome.result
}

async function judge(trx: Db, { deps, reader, patientId, section }: Read): Promise<Judged> {
  const candidates = await findCandidates(trx, deps.sealing, reader.accountId, patientId)
  let refusal: Refusal = "no-grant"
  for (const candidate of candidates) {
    const wanted = section === "overview" ? undefined : section
    const access = judgeAccess(candidate.situation, wanted, deps.now())
    if (access.allowed) {
      const { name, key, relativeId, settings, situation } = candidate
      const { role } = situation.grant
      return { candidate, record: { trx, patientId, access, role, name, key, relativeId, settings }, refusal }
    }
    refusal = access.reason
  }
  return { ...(candidates[0] && { candidate: candidates[0] }), refusal }
}

async function refuse(trx: Db, read: Read, judged: Judged, reason: string): Promise<undefined> {
  await write(trx, read, judged, { outcome: "refused", reason })
}

async function write(trx: Db, read: Read, { candidate }: Judged, what: Partial<AuditEvent>): Promise<void> {
  const { deps, reader, patientId, object } = read
  const grant = candidate?.situation.grant
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "record.read",
    action: "R",
    actor: actorOf(reader, grant?.role ?? null),
    patientId,
    objectKind: object.kind,
    objectId: object.id ?? null,
    grantId: grant?.id ?? null,
    ...what,
  })
}

export const actorOf = (reader: Reader, role: string | null): Actor => ({
  kind: "reader",
  id: reader.accountId,
  role,
  means: "password+sms",
  sessionHash: reader.sessionHash,
  client: reader.client,
})
