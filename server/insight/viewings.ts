// "Wie heeft dit dossier in het portaal bekeken": the log in the words of a reader. What was read is named by its kind,
// never by its content; staff by what they do.
import { viewedParts, type ViewedPart, type Viewer, type Viewing, type Viewings } from "#contract/insight"
import type { Role } from "#contract/access"
import type { OpenRecord } from "../access/read-record.ts"
import { namesOfGrants } from "../access/readers.queries.ts"
import { addDays, dateInAmsterdam, startOfDay } from "../http/amsterdam.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { findLastViewing, sumViewings, type ViewedRow, type Watched } from "./viewings.queries.ts"

const DAYS_AT_ONCE = 10

type Ask = {
  accountId: string
  now: Date
  /** Only days before this one. */
  before: string | undefined
}

/** Whole days, the newest first; days on which nobody looked are passed over. */
export async function listViewings(record: OpenRecord, sealing: Sealing, ask: Ask): Promise<Viewings> {
  const { trx, patientId, role } = record
  const scope = role === "contactPerson" ? "own" : "all"
  const watched: Watched = { patientId, ...(scope === "own" && { accountId: ask.accountId }) }
  const found: { day: string; rows: ViewedRow[] }[] = []
  let end = ask.before ? startOfDay(ask.before) : new Date(ask.now.getTime() + 1)
  let last = await findLastViewing(trx, watched, end.toISOString())
  while (last && found.length < DAYS_AT_ONCE) {
    const day = dateInAmsterdam(new Date(last))
    const from = startOfDay(day)
    const until = new Date(Math.min(end.getTime(), startOfDay(addDays(day, 1)).getTime()))
    const span = { from: from.toISOString(), until: until.toISOString() }
    found.push({ day, rows: await sumViewings(trx, watched, span) })
    end = from
    last = await findLastViewing(trx, watched, end.toISOString())
  }
  const names = await namesOfGrants(record, sealing)
  return {
    scope,
    days: found.map(({ day, rows }) => ({ day, viewings: byPerson(rows, names, ask.accountId) })),
    before: last ? (found.at(-1)?.day ?? null) : null,
  }
}

/** Whoever came last stands first. */
function byPerson(rows: ViewedRow[], names: Map<string, string | null>, accountId: string): Viewing[] {
  const people = new Map<string, ViewedRow[]>()
  for (const row of rows) people.set(personOf(row), [...(people.get(personOf(row)) ?? []), row])
  return [...people.values()]
    .map((own) => viewingOf(own, names, accountId))
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt))
}

/** Staff who do the same are one line: they are told by what they do. */
const personOf = ({ actor_kind: kind, actor_id: id, actor_role: role, grant_id: grant }: ViewedRow) =>
  kind === "reader" ? `reader ${grant ?? id}` : `staff ${role}`

function viewingOf(rows: ViewedRow[], names: Map<string, string | null>, accountId: string): Viewing {
  const [first] = rows as [ViewedRow, ...ViewedRow[]]
  const viewer: Viewer =
    first.actor_kind === "reader"
      ? {
          kind: "reader",
          name: names.get(first.grant_id ?? "") ?? null,
          role: (first.actor_role ?? "contactPerson") as Role,
          isSelf: first.actor_id === accountId,
        }
      : { kind: "staff", role: first.actor_role }
  return {
    viewer,
    firstAt: rows.map((row) => row.first_at).sort()[0] ?? "",
    lastAt:
      rows
        .map((row) => row.last_at)
        .sort()
        .at(-1) ?? "",
    parts: partsOf(rows),
    isKept: rows.some(({ copies }) => Number(copies) > 0),
  }
}

function partsOf(rows: ViewedRow[]): Viewing["parts"] {
  return viewedParts.flatMap((part) => {
    const own = rows.filter((row) => partOf(row) === part)
    return own.length > 0 ? [{ part, count: own.reduce((sum, { objects }) => sum + Number(objects), 0) }] : []
  })
}

const partOf = ({ event, object_kind: kind }: ViewedRow): ViewedPart | null => {
  if (event === "patient.desk") return "access-desk"
  return event.startsWith("log.") ? "log" : (kind as ViewedPart | null)
}
