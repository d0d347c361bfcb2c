import { expect, test } from "vitest"
import { disciplines, type ReportSummary } from "#contract/dossier"
import { cutAtMarks } from "../../client/dossier/mark-text.ts"
import { neighboursIn } from "../../client/dossier/neighbours.ts"
import { groupByDay, ownTitle, paragraphs } from "../../client/dossier/report-text.ts"
import { disciplineSigns } from "../../client/kit/disciplines.ts"
import { initialsOf, teamName } from "../../client/kit/names.ts"

const report = (id: string, occurredAt: string) => ({ id, occurredAt }) as ReportSummary

test("reports of one Dutch day stand together, also when UTC puts midnight between them", () => {
  const groups = groupByDay([
    report("a", "2026-11-22T10:20:00.000Z"),
    report("b", "2026-11-21T23:10:00.000Z"),
    report("c", "2026-11-21T22:10:00.000Z"),
  ])
  expect(groups.map(({ day, reports }) => [day, reports.map(({ id }) => id)])).toEqual([
    ["2026-11-22", ["a", "b"]],
    ["2026-11-21", ["c"]],
  ])
})

test("an empty line makes a paragraph, a single line end does not", () => {
  expect(paragraphs("Rustige nacht.\nGoed gegeten.\r\n\r\n  \nOm 8:00 uur op.\n")).toEqual([
    "Rustige nacht.\nGoed gegeten.",
    "Om 8:00 uur op.",
  ])
})

test("every discipline has its own sign and word", () => {
  expect(Object.keys(disciplineSigns).sort()).toEqual([...disciplines].sort())
  const signs = Object.values(disciplineSigns)
  expect(new Set(signs.map(({ name }) => name)).size).toBe(signs.length)
  expect(new Set(signs.map(({ icon }) => icon)).size).toBe(signs.length)
})

test.each([
  ["Anneke de Vries", "AV"],
  ["Marjolein Kuipers", "MK"],
  ["dr. S. El Amrani", "SA"],
  ["Ria de Vries-Bakker", "RB"],
  ["Activiteitenbegeleiding", "A"],
  ["Şahin Öztürk", "ŞÖ"],
  ["laboratorium", "L"],
  ["", ""],
])("initials of %s: %s", (name, initials) => expect(initialsOf(name)).toBe(initials))

test.each([
  ["Rapportage zorg", "Zorg", null],
  ["Rapportage van de arts", "Arts", null],
  ["Rapportage", "Overig", null],
  ["Rapportage fysiotherapie", "Fysio\u00ADtherapie", null],
  ["Medicatiebeoordeling", "Arts", "Medicatiebeoordeling"],
  ["Rapportage zorg", "Arts", "Rapportage zorg"],
  [null, "Zorg", null],
])("the title %s beside the sign %s: %s", (title, discipline, shown) =>
  expect(ownTitle(title, discipline)).toBe(shown),
)

test("a location is spoken of as a team, a team as itself", () => {
  expect(teamName("De Beuk")).toBe("team De Beuk")
  expect(teamName("Team Thuiszorg")).toBe("Team Thuiszorg")
})

test.each([
  ["b", { newerId: "a", olderId: "c" }],
  ["a", { newerId: null, olderId: "b" }],
  ["c", { newerId: "b", olderId: null }],
  ["z", null],
])("the neighbours of %s", (id, neighbours) =>
  expect(neighboursIn([{ id: "a" }, { id: "b" }, { id: "c" }], id)).toEqual(neighbours),
)

test("a mark cuts plain text, and never a word that can be explained", () => {
  const term = { words: ["UWI"], text: "Blaasontsteking" }
  const segments = [
    { text: "Kans op een ", term: null },
    { text: "UWI", term },
    { text: ", wéér kans.", term: null },
  ]
  const pieces = cutAtMarks(segments, ["kans", "wi", "weer"])
  expect(pieces.map(({ text }) => text).join("")).toBe("Kans op een UWI, wéér kans.")
  expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual([
    "Kans",
    "UWI",
    "wéér",
    "kans",
  ])
  expect(pieces.find((piece) => piece.term)?.text).toBe("UWI")
  expect(cutAtMarks(segments, []).every(({ isMarked }) => !isMarked)).toBe(true)
})
