// Which client an item is about. Nothing is stored for a client that the portal does not know.
import type { Item } from "../checking/prepare.ts"
import { nameOf, type Reference, type Target } from "../checking/references.ts"
import type { SubjectReference } from "../checking/subject.ts"
import { isBsn } from "../mapping/bsn.ts"
import { identifierText } from "../mapping/patient.ts"
import type { KnownPatient } from "../mapping/projection.ts"
import { Refusal, type Awaited } from "../refusal.ts"
import { readBsn } from "../../credentials/bsn.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

export type Subjects = { target: Target; patient: KnownPatient | null }[]
type Numbered = Extract<Reference, { kind: "identifier" }>

/** The blind index of a number by which an ECD names a client. */
function indexOf(run: Run, { system, value }: Numbered): string {
  const bsn = isBsn({ system }) ? readBsn(value) : undefined
  const text = bsn?.kind === "possible" ? bsn.digits : identifierText(system, value)
  return run.deps.sealing.blindIndex("bsn", text)
}

const numbersOf = (items: Item[]) =>
  items.flatMap(({ subject }) =>
    subject.kind === "patients"
      ? subject.references.flatMap(({ reference, also }) =>
          [reference, also].filter((one): one is Numbered => one?.kind === "identifier"),
        )
      : [],
  )

/** Clients named by a number instead of an id: by the number's blind index, their ids in the source. */
export async function findByNumber(trx: Transaction, run: Run, items: Item[]): Promise<Map<string, Target>> {
  const indexes = [...new Set(numbersOf(items).map((number) => indexOf(run, number)))]
  if (indexes.length === 0) return new Map()
  const ofSource = (query: "bsn_index" | "value_index") =>
    trx("patients")
      .join("fhir_resources", "fhir_resources.id", "patients.id")
      .where({ "fhir_resources.source_id": run.source.id, "patients.active": true })
      .modify((builder) => {
        if (query === "value_index")
          void builder.join("patient_identifiers", "patient_identifiers.patient_id", "patients.id")
      })
      .whereIn(query, indexes)
      .select({ index: query, id: "fhir_resources.resource_id" })
  const rows = [...(await ofSource("bsn_index")), ...(await ofSource("value_index"))] as {
    index: string
    id: string
  }[]
  const found = new Map<string, Target>()
  for (const { index, id } of rows) {
    const other = found.get(index)
    // A number that two clients have names nobody.
    if (other && other.id !== id) found.set(index, { type: "Patient", id: "" })
    else found.set(index, { type: "Patient", id })
  }
  return found
}

/** @throws Refusal subject-unresolved or subject-conflict. */
export function resolveSubjects(run: Run, item: Item, byNumber: ReadonlyMap<string, Target>): Subjects {
  if (item.subject.kind !== "patients") return []
  const subjects = item.subject.references.map((written) => resolveOne(run, written, byNumber))
  const known = subjects.filter((one) => one.patient !== null)
  if (known.length === 0) throw new Refusal("subject-unresolved", "subject", subjects[0]?.awaited ?? null)
  return subjects.map(({ target, patient }) => ({ target, patient }))
}

type Resolved = { target: Target; patient: KnownPatient | null; awaited: Awaited | null }

function resolveOne(
  run: Run,
  { reference, also }: SubjectReference,
  byNumber: ReadonlyMap<string, Target>,
): Resolved {
  const nobody = { type: "Patient", id: "" }
  if (reference.kind === "identifier") {
    const index = indexOf(run, reference)
    const target = byNumber.get(index) ?? nobody
    return { target, patient: patientAt(run, target), awaited: { type: "identifier", id: index } }
  }
  if (reference.kind !== "target") return { target: nobody, patient: null, awaited: null }
  const target = { type: reference.type, id: reference.id }
  const other = also?.kind === "identifier" ? byNumber.get(indexOf(run, also)) : undefined
  if (other && nameOf(other) !== nameOf(target)) throw new Refusal("subject-conflict", "subject")
  return { target, patient: patientAt(run, target), awaited: { type: "Patient", id: target.id } }
}

const patientAt = (run: Run, target: Target) => run.directory.patient(target) ?? null
