import { expect, test } from "vitest"
import type { CarePerson, Repeat, When } from "#contract/care-plan"
import {
  isHeading,
  lookAgainText,
  partialDayText,
  peopleText,
  signOf,
  stateOf,
  targetTexts,
  whenText,
} from "../../client/dossier/care-plan-text.ts"

const repeat = (parts: Partial<Repeat>, bounds: { from?: string; until?: string } = {}): When => ({
  kind: "repeat",
  repeat: { often: null, days: [], times: [], moments: [], ...parts },
  from: bounds.from ?? null,
  until: bounds.until ?? null,
})
const often = (least: number, every: number, unit: "h" | "d" | "wk" | "mo" | "a", most = least) => ({
  often: { least, most, every, unit },
})

test.each<[When, string]>([
  [repeat(often(1, 1, "d")), "elke dag"],
  [repeat(often(2, 1, "wk")), "2 keer per week"],
  [repeat(often(2, 1, "d", 3)), "2 tot 3 keer per dag"],
  [repeat(often(1, 2, "h")), "elke 2 uur"],
  [repeat(often(1, 3, "mo")), "elke 3 maanden"],
  [repeat(often(2, 2, "wk")), "2 keer per 2 weken"],
  [repeat({ ...often(2, 1, "wk"), days: ["mon", "thu"] }), "2 keer per week, op maandag en donderdag"],
  [repeat({ ...often(1, 1, "d"), days: ["mon", "wed", "fri"] }), "op maandag, woensdag en vrijdag"],
  [
    repeat({ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], times: ["08:00", "20:30"] }),
    "elke dag, om 8:00 en 20:30 uur",
  ],
  [repeat({ ...often(1, 1, "d"), moments: ["MORN"] }), "elke dag, ’s ochtends"],
  [
    repeat({ moments: ["ACM", "HS"] }, { until: "2026-12" }),
    "voor het ontbijt en voor het slapen, tot en met december 2026",
  ],
  [
    { kind: "period", from: "2026-10-01", until: "2026-11-30" },
    "van 1 oktober 2026 tot en met 30 november 2026",
  ],
  [{ kind: "period", from: null, until: null }, "vraag het aan het zorgteam"],
  [{ kind: "unclear" }, "vraag het aan het zorgteam"],
  [{ kind: "words", text: "Na de koffie" }, "Na de koffie"],
])("when: %j is “%s”", (when, text) => {
  expect(whenText(when)).toBe(text)
})

test("no more of a day than is known", () => {
  expect(["2026-10-08", "2026-10", "2026"].map(partialDayText)).toEqual([
    "8 oktober 2026",
    "oktober 2026",
    "2026",
  ])
})

test("people are named as people do, and the client as who reads it would say", () => {
  const people: CarePerson[] = [
    { kind: "carer", name: "Joost Hendriks", role: "fysiotherapeut" },
    { kind: "patient" },
    { kind: "relative", name: "Anneke" },
    { kind: "team" },
  ]
  expect(peopleText(people, "Ria")).toBe("Joost Hendriks, fysiotherapeut, Ria zelf, Anneke en het zorgteam")
  expect(peopleText([{ kind: "patient" }], null)).toBe("uzelf")
  expect([people, [], people.slice(1)].map(signOf)).toEqual(["footprints", "hand-heart", "user-round"])
})

test("how a goal goes: what was stopped or done says so, whatever came before", () => {
  const word = (
    state: Parameters<typeof stateOf>[0]["state"],
    progress: Parameters<typeof stateOf>[0]["progress"],
  ) => stateOf({ state, progress })?.word
  expect(word("active", "improving")).toBe("Gaat goed")
  expect(word("active", "worsening")).toBe("Let op")
  expect(word("stopped", "improving")).toBe("Gestopt")
  expect(word("done", null)).toBe("Afgerond")
  expect(word("active", null)).toBeUndefined()
})

test("the first day to come on which a goal is looked at; a day that passed is no promise", () => {
  const says = (days: string[], state: "active" | "done" = "active") =>
    lookAgainText(
      { state, targets: days.map((dueOn) => ({ measure: null, aim: null, dueOn })) },
      "2026-11-22",
    )
  expect(says(["2027-01-07", "2026-12-01"])).toBe("Wij kijken hier weer naar op 1 december 2026.")
  expect(says(["2026-11-22"])).toBe("Wij kijken hier weer naar op 22 november 2026.")
  expect(says(["2026-10-01"])).toBe("Wij zouden hiernaar kijken op 1 oktober 2026.")
  expect(says(["2026-11"])).toBe("Wij kijken hier weer naar in november 2026.")
  expect(says(["2026-12-01"], "done")).toBeNull()
  expect(says([])).toBeNull()
})

test("what is measured, in words; a long text is no heading", () => {
  const targets = [
    { measure: "lopen", aim: "lichte beperking", dueOn: null },
    { measure: null, aim: null, dueOn: "2026" },
  ]
  expect(targetTexts({ targets })).toEqual(["lopen: lichte beperking"])
  expect([isHeading("Ria loopt"), isHeading("x".repeat(200)), isHeading("a\nb")]).toEqual([
    true,
    false,
    false,
  ])
})
