// Since when a plan or goal says what it says. A change is what the portal saw the ECD change; a name that came in later,
// or another setting, is none.
import type { ProjectionContext } from "./projection.ts"

export type Changes = {
  changed_at: string | null
  /** "New since". */
  news_at: string
}

/** The row as readers have it now; undefined when it is new, or another client's until now. */
export const priorOf = ({ prior }: ProjectionContext, patientId: string) =>
  prior?.["patient_id"] === patientId ? prior : undefined

/** When this version was made, as far as anybody says. */
export const stampOf = ({ lastUpdated, receivedAt }: ProjectionContext) => lastUpdated ?? receivedAt

export function changesOf(context: ProjectionContext, patientId: string, isOther: boolean): Changes {
  const before = priorOf(context, patientId)
  if (!before) return { changed_at: null, news_at: readableSince(context, context.isAgain) }
  if (!isOther || context.isAgain)
    return { changed_at: before["changed_at"] as string | null, news_at: String(before["news_at"]) }
  return { changed_at: stampOf(context), news_at: readableSince(context, false) }
}

/** On the first reading of a source its own time, or everything would be new. */
function readableSince(context: ProjectionContext, isOld: boolean): string {
  const own = stampOf(context)
  return (context.isFirstRun || isOld) && own < context.now ? own : context.now
}
