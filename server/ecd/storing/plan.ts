// From one judged item to all that will be written for it. Nothing is written here.
import { randomUUID } from "node:crypto"
import { judgeConfidentiality } from "../checking/confidentiality.ts"
import type { Item } from "../checking/prepare.ts"
import { nameOf, resolve, type Target } from "../checking/references.ts"
import { isMapped, project } from "../mapping/project.ts"
import { hidden, type HiddenReason, type Projection, type ProjectionContext } from "../mapping/projection.ts"
import { Refusal } from "../refusal.ts"
import type { Stored } from "./known.queries.ts"
import { timeOf, type Run, type Settle } from "./run.ts"
import type { Subjects } from "./subjects.ts"

export type NotedReference = { path: string; target: Target; boundId: string | null }
export type Plan = {
  item: Item
  stored: Stored | undefined
  rowId: string
  /** The version it is made from: a new one, or the current one that is only projected again. */
  versionId: string
  isNewVersion: boolean
  receivedAt: string
  patientId: string | null
  projection: Projection
  references: NotedReference[]
}

export type Planned = { plan: Plan; settle: Settle }

export type PlanInput = {
  item: Item
  stored: Stored | undefined
  subjects: Subjects
  prior: Record<string, unknown> | undefined
  /** Set when a stored version is projected again. */
  again?: { versionId: string; receivedAt: string; isReplaced: boolean }
}

/** @throws Refusal when the resource breaks a rule of its type. */
export function planItem(run: Run, { item, stored, subjects, prior, again }: PlanInput): Plan {
  const now = timeOf(run)
  const rowId = stored?.rowId ?? randomUUID()
  const receivedAt = again?.receivedAt ?? now
  const references = new Map<string, NotedReference>()
  const referenceContext = { scope: item.scope, contained: item.resource["contained"] }
  const context: ProjectionContext = {
    rowId,
    resourceId: item.id,
    resource: item.resource,
    settings: run.source.settings,
    secrecy: judgeConfidentiality(item.resource, run.source.settings),
    patients: subjects,
    lastUpdated: item.lastUpdated,
    receivedAt,
    now,
    isFirstRun: run.isFirst,
    prior,
    isAgain: again !== undefined,
    isReplaced: again?.isReplaced ?? false,
    resolve: (reference, expected) => resolve(reference, expected, referenceContext),
    find(path, target) {
      const known = run.directory.get(target)
      references.set(`${path}|${nameOf(target)}`, { path, target, boundId: known?.rowId ?? null })
      return known
    },
    picture: (bytes) => run.pictures.get(bytes),
    blindIndex: (text) => run.deps.sealing.blindIndex("bsn", text),
  }
  const projection = again ? projectOrHide(item.type, context) : project(item.type, context)
  if (item.type === "Appointment")
    // A client who is not known yet gets a row when the record arrives.
    for (const { target } of subjects) if (target.id) context.find("patient", target)
  return {
    item,
    stored,
    rowId,
    versionId: again?.versionId ?? randomUUID(),
    isNewVersion: !again,
    receivedAt,
    patientId: item.subject.kind === "self" ? rowId : onlyPatientOf(subjects),
    projection,
    references: [...references.values()],
  }
}

/** What was accepted once and breaks a rule now (of a newer program) is hidden, not lost. */
function projectOrHide(type: string, context: ProjectionContext): Projection {
  try {
    return project(type, context)
  } catch (error) {
    if (error instanceof Refusal) return hidden("refused")
    throw error
  }
}

/** A resource about several clients belongs to none of them alone. */
function onlyPatientOf(subjects: Subjects): string | null {
  const ids = new Set(subjects.map(({ patient }) => patient?.id ?? null))
  return ids.size === 1 ? ([...ids][0] ?? null) : null
}

/** Kept for later, not shown by this version of the portal. */
export const isStoredOnly = (type: string, reason: HiddenReason | null) =>
  !isMapped(type) || reason === "stored-only" || reason === "no-subject"
