// The one judge of who may read what. Pure: everything it needs is handed in.
import { psychogeriatricSections, type Role, type Section } from "#contract/access"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { endFromEcd, type Death, type Stay } from "./end-of-access.ts"

export type Grant = {
  id: string
  role: Role
  sections: Section[]
  startsAt: string
  endsAt: string | null
  /** The reader said that this is nobody of theirs. */
  isLocked: boolean
}
export type Situation = {
  grant: Grant
  death: Death
  stays: Stay[]
  /** At least one stay, now or the last one, at a location for people with dementia. */
  isPsychogeriatric: boolean
  /** The ECD merged this record into another, keeps the patient confidential, or knows the reader as no relative. */
  isClosed: boolean
  sectionsOfRole: Section[]
}

export type Access = {
  sections: Section[]
  /** Instant from which nothing opens any more; null when no end is known. */
  endsAt: string | null
  lastDay: string | null
  endReason: "departed" | "deceased" | "ended" | null
}
export type Verdict = ({ allowed: true } & Access) | { allowed: false; reason: Refusal }
export type Refusal =
  "no-grant" | "locked" | "not-yet" | "grant-ended" | "no-stay" | "access-ended" | "closed" | "section"

/** @param section undefined asks only whether the record opens at all. */
export function judgeAccess(situation: Situation, section: Section | undefined, now: Date): Verdict {
  const { grant } = situation
  if (situation.isClosed) return { allowed: false, reason: "closed" }
  if (grant.isLocked) return { allowed: false, reason: "locked" }
  if (now.toISOString() < grant.startsAt) return { allowed: false, reason: "not-yet" }
  if (grant.endsAt && now.toISOString() >= grant.endsAt) return { allowed: false, reason: "grant-ended" }
  const end = endFromEcd(situation.death, situation.stays)
  if (end === "no-stay") return { allowed: false, reason: "no-stay" }
  if (end && now >= end.at) return { allowed: false, reason: "access-ended" }
  const open = grant.sections.filter(
    (name) =>
      situation.sectionsOfRole.includes(name) &&
      (situation.isPsychogeriatric || !psychogeriatricSections.includes(name)),
  )
  if (section && !open.includes(section)) return { allowed: false, reason: "section" }
  return { allowed: true, sections: open, ...earlierEnd(grant, end) }
}

function earlierEnd(grant: Grant, end: ReturnType<typeof endFromEcd>): Omit<Access, "sections"> {
  const fromEcd = end && end !== "no-stay" ? end : null
  if (grant.endsAt && (!fromEcd || grant.endsAt <= fromEcd.at.toISOString())) {
    // The instant itself is closed: the last day is the day of the moment just before it.
    const lastDay = dateInAmsterdam(new Date(Date.parse(grant.endsAt) - 1))
    return { endsAt: grant.endsAt, lastDay, endReason: "ended" }
  }
  if (!fromEcd) return { endsAt: null, lastDay: null, endReason: null }
  return { endsAt: fromEcd.at.toISOString(), lastDay: fromEcd.lastDay, endReason: fromEcd.reason }
}
