// Living with the organisation: an inpatient Encounter, or an EpisodeOfCare. Whether a record may still be read hangs
// on it, so planned, cancelled and unknown ones never count as a stay.
import { readDay } from "../checking/fhir-dates.ts"
import { Refusal } from "../refusal.ts"
import { hidden, onlyPatient, storedOnly, type Projection, type ProjectionContext } from "./projection.ts"
import { Encounter, EpisodeOfCare, readShape, type Period } from "./shapes.ts"

const INPATIENT = "IMP"

type Status = "active" | "ended" | "planned" | "cancelled"

const encounterStatus = new Map<string, Status>(
  Object.entries({
    planned: "planned",
    arrived: "active",
    triaged: "active",
    "in-progress": "active",
    // Out for a while (hospital, holiday): the stay goes on.
    onleave: "active",
    finished: "ended",
    cancelled: "cancelled",
  }),
)
const episodeStatus = new Map<string, Status>(
  Object.entries({
    planned: "planned",
    waitlist: "planned",
    active: "active",
    onhold: "active",
    finished: "ended",
    cancelled: "cancelled",
  }),
)

export function projectEncounter(context: ProjectionContext): Projection {
  const encounter = readShape(Encounter, context.resource)
  if (encounter.status === undefined) throw new Refusal("status-missing", "status")
  // An encounter within another (a hospital visit during the stay) begins and ends no stay.
  if (encounter.class?.code !== INPATIENT || encounter.partOf !== undefined) return storedOnly
  return stayOf(
    context,
    encounterStatus.get(encounter.status),
    encounter.period,
    locationOf(context, encounter.location),
  )
}

export function projectEpisode(context: ProjectionContext): Projection {
  const episode = readShape(EpisodeOfCare, context.resource)
  if (episode.status === undefined) throw new Refusal("status-missing", "status")
  return stayOf(context, episodeStatus.get(episode.status), episode.period, null)
}

type Places = ReturnType<typeof readShape<typeof Encounter>>["location"]

/** Where someone is now, else where someone was last. */
function locationOf(context: ProjectionContext, places: Places): string | null {
  const current = places.findLast((place) => place.status === "active")
  const open = places.findLast((place) => place.period?.end === undefined && place.status !== "planned")
  const place = current ?? open ?? places.at(-1)
  const target = context.resolve(place?.location, "Location")
  return target.kind === "target" ? (context.find("location", target)?.rowId ?? null) : null
}

function stayOf(
  context: ProjectionContext,
  status: Status | undefined,
  period: Period | undefined,
  locationId: string | null,
): Projection {
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const start = period?.start === undefined ? null : readDay(period.start, "period.start", "first")
  const end = period?.end === undefined ? null : readDay(period.end, "period.end", "last")
  if (status === undefined) return hidden("status")
  const isOver = status === "ended"
  const firstSeen = context.prior?.["end_first_seen_at"]
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    location_id: locationId,
    status,
    starts_on: start?.day ?? null,
    ends_on: isOver ? (end?.day ?? null) : null,
    end_precision: isOver ? (end?.precision ?? "unknown") : null,
    end_first_seen_at: isOver ? (typeof firstSeen === "string" ? firstSeen : context.receivedAt) : null,
  }
  const row = { table: "stays", patientId: patient.id, values }
  return { hiddenReason: context.secrecy, section: null, rows: [row], detail: null }
}
