import type { Db } from "../../db/knex.ts"
import { actorOf } from "../access/read-record.ts"
import { listReadable, type Readable } from "../access/readable-patients.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import type { Reader } from "../session/session.ts"

/** Whose records open to this reader now. Names of clients are shown, so each is written down. */
export async function listOwnPatients(trx: Db, deps: Deps, reader: Reader): Promise<Readable[]> {
  if (reader.stage !== "open") return []
  const readable = await listReadable(trx, deps, reader.accountId)
  for (const { patient, candidate } of readable)
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "patient.list",
      action: "R",
      actor: actorOf(reader, patient.role),
      patientId: patient.id,
      objectKind: "patient-name",
      grantId: candidate.situation.grant.id,
    })
  return readable
}
