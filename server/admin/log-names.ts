// Who stands behind the ids of the log: readers by a grant of theirs, staff by their account. Ended ones too: the law asks who
// it was.
import type { LogPerson } from "#contract/staff-log"
import type { Db } from "../../db/knex.ts"
import { nameIn } from "../access/name-prefixes.ts"
import { emailIndexOf, readEmail } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { staffKey } from "./members.ts"
import { listEveryMember, namesOfStaff } from "./members.queries.ts"

/** @returns names by account; of somebody without a grant, or whom the ECD does not know any more, there is none. */
export async function namesOfReaders(
  trx: Db,
  { sealing }: Deps,
  accountIds: string[],
): Promise<Map<string, string>> {
  const grants = (await trx("grants")
    .leftJoin("relatives", function () {
      this.on("relatives.id", "grants.relative_id").andOn("relatives.patient_id", "grants.patient_id")
    })
    .join("patients", "patients.id", "grants.patient_id")
    .whereIn("grants.account_id", accountIds)
    .orderBy("grants.created_at")
    .select(
      "grants.id",
      "grants.account_id",
      "grants.patient_id",
      "grants.relative_id",
      "grants.reader_name",
      "relatives.name as relative_name",
      "patients.name as patient_name",
    )) as {
    id: string
    account_id: string
    patient_id: string
    relative_id: string | null
    reader_name: Buffer | null
    relative_name: Buffer | null
    patient_name: Buffer
  }[]
  const keys = await sealing.keysFor(trx, "patient", [...new Set(grants.map((grant) => grant.patient_id))])
  const names = new Map<string, string>()
  for (const grant of grants) {
    const key = keys.get(grant.patient_id)
    if (!key || names.has(grant.account_id)) continue
    const { id, patient_id: patientId, relative_id: relativeId } = grant
    if (grant.reader_name)
      names.set(grant.account_id, sealing.open(key, "grants.reader_name", id, grant.reader_name))
    else if (!relativeId)
      names.set(grant.account_id, nameIn(sealing.open(key, "patients.name", patientId, grant.patient_name)))
    else if (grant.relative_name)
      names.set(grant.account_id, sealing.open(key, "relatives.name", relativeId, grant.relative_name))
  }
  return names
}

export type Acting = { actor_kind: string | null; actor_id: string | null }

export async function namesOfActors(trx: Db, deps: Deps, rows: Acting[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(rows.flatMap((row) => (row.actor_kind === kind && row.actor_id ? [row.actor_id] : []))),
  ]
  const [readers, staff] = [idsOf("reader"), idsOf("staff")]
  return new Map([
    ...(readers.length > 0 ? await namesOfReaders(trx, deps, readers) : []),
    ...(staff.length > 0 ? await namesOfStaff(trx, deps.sealing, await staffKey(trx, deps), staff) : []),
  ])
}

/** Also of a client that the ECD keeps confidential: the log of it stays the organisation's to judge. */
export async function nameOfPatient(trx: Db, { sealing }: Deps, id: string): Promise<string | undefined> {
  const row = (await trx("patients").where({ id }).first("name")) as { name: Buffer } | undefined
  const key = (await sealing.keysFor(trx, "patient", [id])).get(id)
  return row && key && nameIn(sealing.open(key, "patients.name", id, row.name))
}

/** A reader's whole address, or an address or a part of a name of staff. */
export async function findPeople(trx: Db, deps: Deps, text: string): Promise<LogPerson[]> {
  const { sealing } = deps
  const typed = text.toLowerCase()
  const staff = (await listEveryMember(trx, sealing, await staffKey(trx, deps)))
    .filter(({ name, email }) => name.toLowerCase().includes(typed) || email.toLowerCase() === typed)
    .map(({ id, name, email }) => ({ kind: "staff" as const, id, name, email }))
  const email = readEmail(text)
  if (!email) return staff
  const accounts = (await trx("accounts")
    .where({ email_index: emailIndexOf(sealing, email) })
    .select("id")) as { id: string }[]
  const names = await namesOfReaders(
    trx,
    deps,
    accounts.map(({ id }) => id),
  )
  const readers = accounts.map(({ id }) => ({
    kind: "reader" as const,
    id,
    name: names.get(id) ?? null,
    email,
  }))
  return [...readers, ...staff]
}
