import { expect, test } from "vitest"
import { sections } from "#contract/access"
import { judgeAccess, type Situation } from "../../server/access/guard.ts"

const now = new Date("2026-11-22T12:00:00.000Z")
const situation = (change: Partial<Situation> = {}, grant: Partial<Situation["grant"]> = {}): Situation => ({
  grant: {
    id: "grant",
    role: "contactPerson",
    sections: [...sections],
    startsAt: "2026-01-01T00:00:00.000Z",
    endsAt: null,
    isLocked: false,
    ...grant,
  },
  death: { deceased: false, on: null, precision: null, firstSeenAt: null },
  stays: [{ status: "active", endsOn: null, endPrecision: null, endFirstSeenAt: null }],
  isPsychogeriatric: true,
  isClosed: false,
  sectionsOfRole: [...sections],
  ...change,
})

test("a grant opens its sections and no other", () => {
  const planOnly = situation({}, { sections: ["carePlan"] })
  expect(judgeAccess(planOnly, "carePlan", now)).toMatchObject({ allowed: true, sections: ["carePlan"] })
  expect(judgeAccess(planOnly, "reports", now)).toEqual({ allowed: false, reason: "section" })
})

test("what the organisation closes for a role stays closed whatever the grant says", () => {
  const closed = situation({ sectionsOfRole: ["agenda"] })
  expect(judgeAccess(closed, "reports", now)).toEqual({ allowed: false, reason: "section" })
  expect(judgeAccess(closed, undefined, now)).toMatchObject({ allowed: true, sections: ["agenda"] })
})

test("portrait, life story and joyful activities open at PG locations only", () => {
  const elsewhere = judgeAccess(situation({ isPsychogeriatric: false }), undefined, now)
  expect(elsewhere).toMatchObject({ sections: ["reports", "carePlan", "agenda"] })
  expect(judgeAccess(situation({ isPsychogeriatric: false }), "lifeStory", now)).toMatchObject({
    allowed: false,
  })
})

test("a grant opens from its first to its last moment", () => {
  expect(judgeAccess(situation({}, { startsAt: "2026-11-22T12:00:00.001Z" }), "agenda", now)).toMatchObject({
    reason: "not-yet",
  })
  expect(judgeAccess(situation({}, { endsAt: "2026-11-22T12:00:00.000Z" }), "agenda", now)).toMatchObject({
    reason: "grant-ended",
  })
  expect(judgeAccess(situation({}, { endsAt: "2026-11-22T12:00:00.001Z" }), "agenda", now)).toMatchObject({
    allowed: true,
  })
})

test("a locked grant opens nothing, whatever else holds", () => {
  expect(judgeAccess(situation({}, { isLocked: true }), undefined, now)).toEqual({
    allowed: false,
    reason: "locked",
  })
})

test("the earlier of the grant's end and the end after departure counts", () => {
  const left = { status: "ended", endsOn: "2026-11-20", endPrecision: "day", endFirstSeenAt: null } as const
  const both = situation({ stays: [left] }, { endsAt: "2026-12-01T23:00:00.000Z" })
  expect(judgeAccess(both, "agenda", now)).toMatchObject({ lastDay: "2026-12-01", endReason: "ended" })
  expect(judgeAccess(situation({ stays: [left] }), "agenda", now)).toMatchObject({
    lastDay: "2026-12-20",
    endReason: "departed",
  })
})

test("after day 30 nothing opens, without a stay nothing ever did, and a merged or confidential record is closed", () => {
  const longGone = {
    status: "ended",
    endsOn: "2026-10-22",
    endPrecision: "day",
    endFirstSeenAt: null,
  } as const
  expect(judgeAccess(situation({ stays: [longGone] }), "agenda", now)).toMatchObject({
    reason: "access-ended",
  })
  expect(judgeAccess(situation({ stays: [] }), "agenda", now)).toMatchObject({ reason: "no-stay" })
  expect(judgeAccess(situation({ isClosed: true }), "agenda", now)).toMatchObject({ reason: "closed" })
})
