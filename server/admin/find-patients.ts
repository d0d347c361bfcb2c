// The search of the access desk: one field for a name, a day of birth or a BSN. What was typed is in no address, no log.
import type { FoundPatient, FoundPatients } from "#contract/desk"
import type { Db } from "../../db/knex.ts"
import { findByNamePrefix, matches, nameIn, wordsOf } from "../access/name-prefixes.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { readBsn } from "../credentials/bsn.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"

const SHOWN = 25
/** So many names are opened at most to find the ones that are shown. */
const LOOKED_AT = 200

export type Query =
  { kind: "bsn"; digits: string } | { kind: "birthDate"; day: string } | { kind: "name"; words: string[] }

const months = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]

/** @throws Failure `search-short`, `bsn-incomplete`, `date-invalid`. */
export function readQuery(typed: string): Query {
  const text = typed.trim()
  const day = readDay(text)
  if (day) return day === "invalid" ? fail("date-invalid") : { kind: "birthDate", day }
  if (/\d/.test(text) && !/\p{L}/u.test(text)) {
    const bsn = readBsn(text)
    return bsn.kind === "possible" ? { kind: "bsn", digits: bsn.digits } : fail("bsn-incomplete")
  }
  const words = wordsOf(text)
  return words.length > 0 ? { kind: "name", words } : fail("search-short")
}

/** `4-5-1938`, `4 mei 1938`, `1938-05-04`; undefined when it is no date at all. */
function readDay(text: string): string | "invalid" | undefined {
  const dutch = /^(\d{1,2})[-/. ](\d{1,2}|\p{L}{3,})[-/. ](\d{4})$/u.exec(text)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!dutch && !iso) return undefined
  const [day = "", month = "", year = ""] = dutch ? dutch.slice(1) : (iso ?? []).slice(1).reverse()
  const number = /^\d/.test(month) ? Number(month) : months.indexOf(monthStart(month)) + 1
  const written = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : "invalid"
}

const monthStart = (name: string) => (/^mrt/i.test(name) ? "maa" : name.slice(0, 3).toLowerCase())

export async function findPatients(deps: Deps, typed: string, actor: Actor): Promise<FoundPatients> {
  const query = readQuery(typed)
  return deps.db.transaction(async (trx) => {
    const ids = await idsFor(trx, deps, query)
    const all = await openNames(trx, deps, ids)
    const found = query.kind === "name" ? all.filter(({ name }) => matches(name, query.words)) : all
    found.sort((a, b) => a.name.localeCompare(b.name, "nl"))
    const patients = found.slice(0, SHOWN)
    await log(trx, deps, actor, query.kind, null)
    // The answer shows names: each of them is written down, as in a reader's list of patients.
    for (const { id } of patients) await log(trx, deps, actor, query.kind, id)
    return {
      patients: await withPlaces(trx, patients),
      more: found.length > SHOWN || ids.length === LOOKED_AT,
    }
  })
}

async function idsFor(trx: Db, deps: Deps, query: Query): Promise<string[]> {
  if (query.kind === "name") return findByNamePrefix(trx, deps.sealing, query.words, LOOKED_AT)
  const where =
    query.kind === "bsn"
      ? { bsn_index: deps.sealing.blindIndex("bsn", query.digits) }
      : { birth_date: query.day }
  const rows = (await trx("patients").where(where).limit(LOOKED_AT).select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

type Opened = Omit<FoundPatient, "places">

async function openNames(trx: Db, { sealing }: Deps, ids: string[]): Promise<Opened[]> {
  const rows = (await trx("patients")
    .whereIn("id", ids)
    .where({ visible: true })
    .whereNull("merged_into")
    .select("id", "name", "birth_date")) as { id: string; name: Buffer; birth_date: string | null }[]
  const keys = await sealing.keysFor(trx, "patient", ids)
  return rows.flatMap(({ id, name, birth_date: birthDate }) => {
    const key = keys.get(id)
    return key ? [{ id, birthDate, name: nameIn(sealing.open(key, "patients.name", id, name)) }] : []
  })
}

async function withPlaces(trx: Db, patients: Opened[]): Promise<FoundPatient[]> {
  const rows = (await trx("stays")
    .join("locations", "locations.id", "stays.location_id")
    .where({ "stays.status": "active", "locations.visible": true })
    .whereIn(
      "stays.patient_id",
      patients.map(({ id }) => id),
    )
    .select("stays.patient_id", "locations.name")) as { patient_id: string; name: string }[]
  return patients.map((patient) => ({
    ...patient,
    places: [...new Set(rows.filter((row) => row.patient_id === patient.id).map(({ name }) => name))],
  }))
}

const log = (trx: Db, deps: Deps, actor: Actor, reason: string, patientId: string | null) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: patientId ? "patient.found" : "patient.search",
    action: "R",
    reason,
    actor,
    patientId,
    objectKind: "patient",
    objectId: patientId,
  })
