// What waits on a device for an account: who gets it, and for how long.
import { beforeEach, describe, expect, test, vi } from "vitest"
import { displayFields } from "#contract/display"
import { adoptWishes, holdBack, markSent, waitingOf, wish, wishes } from "../../client/display/outgoing.ts"
import { adoptedText } from "../../client/display/words.ts"

const noon = new Date("2026-11-22T12:00:00.000Z")
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

let kept: Map<string, string>
let isOff = false

beforeEach(() => {
  kept = new Map()
  isOff = false
  const refuse = () => {
    if (isOff) throw new Error("storage is off")
  }
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => (refuse(), kept.get(key) ?? null),
    setItem: (key: string, value: string) => (refuse(), void kept.set(key, value)),
    removeItem: (key: string) => (refuse(), void kept.delete(key)),
  })
  vi.stubGlobal("window", { weergave: { values: displayFields } })
})

describe("a wish of nobody in particular", () => {
  test("becomes a choice of whoever logs in, made at that moment, and of nobody after", () => {
    wish({ contrast: "aan" }, noon)
    wish({ schaal: 150 }, later(1))
    expect(adoptWishes("tag-of-anneke", later(30))).toEqual(["contrast", "schaal"])
    const at = later(30).toISOString()
    expect(waitingOf("tag-of-anneke")).toEqual([
      { field: "contrast", value: "aan", changedAt: at },
      { field: "schaal", value: 150, changedAt: at },
    ])
    expect(adoptWishes("tag-of-henk", later(31))).toEqual([])
    expect(waitingOf("tag-of-henk")).toEqual([])
  })

  test("counts for 24 hours, whichever way the clock went", () => {
    wish({ contrast: "aan" }, noon)
    expect(wishes(later(24 * 60 - 1))).toHaveProperty("contrast")
    expect(wishes(later(24 * 60))).toEqual({})
    expect(wishes(later(-24 * 60))).toEqual({})
    expect(adoptWishes("tag", later(25 * 60))).toEqual([])
    expect(kept.size).toBe(0)
  })
})

describe("a choice that could not be sent", () => {
  test("waits once for each field, and only what was sent is done", () => {
    holdBack("tag", { thema: "donker", schaal: 125 }, () => noon)
    holdBack("tag", { schaal: 150 }, () => later(1))
    const sent = waitingOf("tag")
    expect(sent).toHaveLength(2)
    holdBack("tag", { schaal: 200 }, () => later(2))
    markSent("tag", sent)
    expect(waitingOf("tag")).toEqual([{ field: "schaal", value: 200, changedAt: later(2).toISOString() }])
    markSent("tag", waitingOf("tag"))
    expect(kept.size).toBe(0)
  })

  test("of one account stays when another's has been sent", () => {
    holdBack("anneke", { thema: "donker" }, () => noon)
    holdBack("henk", { thema: "licht" }, () => noon)
    markSent("henk", waitingOf("henk"))
    expect(waitingOf("henk")).toEqual([])
    expect(waitingOf("anneke")).toHaveLength(1)
  })
})

test("what no server would take is dropped, and does not hold back the rest", () => {
  const changedAt = noon.toISOString()
  const waiting = {
    tag: {
      thema: { value: "paars", changedAt },
      contrast: { value: "aan", changedAt: "gisteren" },
      knoppen: null,
      verzonnen: { value: 1, changedAt },
      schaal: { value: 150, changedAt },
    },
  }
  kept.set("weergave-onderweg", JSON.stringify({ versie: 1, wishes: null, waiting }))
  expect(waitingOf("tag")).toEqual([{ field: "schaal", value: 150, changedAt }])
  for (const text of ["{", "null", "[]", '{"versie":2}', '{"versie":1}']) {
    kept.set("weergave-onderweg", text)
    expect(waitingOf("tag")).toEqual([])
    expect(wishes(noon)).toEqual({})
  }
})

test("what was taken along is said in the words of the page", () => {
  expect(adoptedText({ contrast: "aan" })).toBe("Hoog contrast staat nu ook aan in uw account.")
  expect(adoptedText({ schaal: 175 })).toBe("Lettergrootte staat nu ook op Heel groot in uw account.")
  expect(adoptedText({ schaal: 175, thema: "licht" })).toBe(
    "Uw keuzes voor de weergave staan nu ook in uw account.",
  )
})

// Last: the module keeps it for as long as it lives.
test("in a browser that keeps nothing a choice lasts as long as the page", () => {
  isOff = true
  holdBack("tag", { thema: "donker" }, () => noon)
  expect(waitingOf("tag")).toHaveLength(1)
  markSent("tag", waitingOf("tag"))
  expect(waitingOf("tag")).toEqual([])
})
