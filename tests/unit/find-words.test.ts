import { describe, expect, test } from "vitest"
import { findMarks, holdsAll, plainOf, wordsIn } from "#contract/find-words"

test.each([
  ["Crème Brûlée", "creme brulee"],
  ["cafe\u0301", "cafe"],
  ["rap\u00ADpor\u200Btage\u200F", "rapportage"],
  ["İstanbul Işık", "istanbul isik"],
  ["Straße, Ærø, Łódź", "strasse, aero, lodz"],
  ["ﬁets", "fiets"],
  ["38,5 °C; 100 % (goed)", "38,5 °c; 100 % (goed)"],
  ["👵🏽 blij", "👵🏽 blij"],
  ["שלום", "שלום"],
])("%j is compared as %j", (text, plain) => expect(plainOf(text)).toBe(plain))

test.each([
  ["  Appel   TAART ", ["appel", "taart"]],
  ["één een", ["een"]],
  ["%", ["%"]],
  ["(", ["("]],
  ["\u0301 \u200F", []],
  ["", []],
])("%j is looked for as %j", (typed, words) => expect(wordsIn(typed)).toEqual(words))

test("all words must be there, in whatever order, also inside a longer one", () => {
  expect(holdsAll("Vanmiddag appeltaart gebakken met dochter.", wordsIn("DOCHTER taart"))).toBe(true)
  expect(holdsAll("Vanmiddag appeltaart gebakken.", wordsIn("taart dochter"))).toBe(false)
})

describe("the marks stand in the text as it is written", () => {
  const marked = (text: string, typed: string) =>
    findMarks(text, wordsIn(typed)).map(({ start, end }) => text.slice(start, end))
  test.each([
    ["Appeltaart en nog een appel.", "appel", ["Appel", "appel"]],
    ["Een café, twee cafe\u0301s.", "cafe", ["café", "cafe\u0301"]],
    ["De rap\u00ADpor\u00ADtage is af.", "rapportage", ["rap\u00ADpor\u00ADtage"]],
    ["Straße 3", "ss", ["ß"]],
    ["ﬁets", "i", ["ﬁ"]],
    ["👵🏽 Ria 👵🏽", "👵🏽", ["👵🏽", "👵🏽"]],
    ["100 % (goed)", "% (", ["%", "("]],
    ["aaaa", "aa", ["aaaa"]],
    ["Rust. Onrust.", "rust onrust", ["Rust", "Onrust"]],
    ["x < y && <script>", "<script>", ["<script>"]],
    ["Niets", "iets anders", ["iets"]],
    ["Niets", "anders", []],
  ])("%j, %j", (text, typed, marks) => expect(marked(text, typed)).toEqual(marks))

  test("also at the end of a text of 200,000 signs, and of one full of accents", () => {
    const text = `${"é ".repeat(100_000)}Slot`
    expect(marked(text, "slot")).toEqual(["Slot"])
  })
})
