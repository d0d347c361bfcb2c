// The reasons of a report in English, for the operator. A reason without words is a compile error.
import type { HiddenReason } from "./mapping/projection.ts"
import type { RefusalCode } from "./refusal.ts"

const refusals = {
  "json-invalid": "not valid JSON in UTF-8; perhaps cut off or damaged",
  "json-duplicate-key": "the same field twice in one object, so it has no one meaning",
  "json-too-deep": "nested more than 100 levels deep",
  "fhir-version": "FHIR STU3; the portal reads R4. Ask the supplier for an export in R4",
  "format-unsupported": "XML; the portal reads JSON and NDJSON. Ask for an export in JSON",
  "file-unreadable": "the file cannot be read: damaged, cut off or not allowed",
  "type-missing": "no resourceType, or none that exists",
  "id-invalid": "no id, or none that FHIR allows",
  "shape-invalid": "a field has another form than FHIR R4 gives it",
  "bsn-invalid": "a BSN that does not pass the 11-test, or two different ones",
  "bsn-duplicate": "another client in care has the same BSN; find out in the ECD whose it is",
  "subject-unresolved":
    "waits for a client that is not in the portal; read by itself when the client comes in",
  "subject-conflict": "points to two different clients",
  "status-missing": "no status, so nobody can tell whether it may be shown",
  "time-no-offset": "a time without a time zone; the portal does not guess",
  "date-invalid": "a date or time that is missing or does not exist",
  "attachment-hash": "an attachment whose checksum does not fit; send it again",
  "too-large": "over 5 MB for one resource, or over 256 MB for a file that is not NDJSON",
  "unsupported-modifier": "an extension that may change the meaning and that the portal does not know",
  "not-processed": "could not be processed; please report this",
} as const satisfies Record<RefusalCode, string>

const hidden = {
  confidential: "kept, hidden: confidential",
  "confidentiality-unknown": "kept, hidden: a confidentiality that the portal does not know",
  "confidentiality-absent": "kept, hidden: no confidentiality is given",
  status: "kept, hidden: its status is not one that a client sees",
  replaced: "kept, hidden: replaced by another report",
  "no-subject": "kept, hidden: about no client",
  "patient-hidden": "kept, hidden: the client's record is confidential or withdrawn",
  empty: "kept, hidden: without text",
  "no-time": "kept, hidden: without a time",
  "stored-only": "kept for later, not shown by this version",
  refused: "kept, hidden: breaks a rule of this version",
  quarantined: "kept, hidden: a newer version of it is in quarantine",
} as const satisfies Record<HiddenReason, string>

const words = new Map<string, string>([
  ...Object.entries(refusals),
  ...Object.entries(hidden),
  ["subject-moved", "moved from one client to another"],
])

export const wordsFor = (code: string): string => words.get(code) ?? code
