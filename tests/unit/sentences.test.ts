import { expect, test } from "vitest"
import { piecesOf } from "../../client/kit/sentences.ts"

const sentences = (text: string) => piecesOf(text).map(({ from, to }) => text.slice(from, to).trim())

test("a sentence ends at its full stop, a line at its end", () => {
  expect(sentences("Goed geslapen. Wilt u bellen? Ja!\nRR 120/80\n\nTot morgen")).toEqual([
    "Goed geslapen.",
    "Wilt u bellen?",
    "Ja!",
    "RR 120/80",
    "Tot morgen",
  ])
})

test("an abbreviation, an initial, a number and a time do not end one", () => {
  for (const one of [
    "Gezien door dr. S. El Amrani om 11.30 uur.",
    "Mw. Bakker dronk ca. 1.3 liter, o.a. thee.",
    "Dhr. belt i.v.m. de kuur.",
  ])
    expect(sentences(one)).toEqual([one])
  expect(sentences("Zij zei: 'Het gaat goed.' Daarna gelopen.")).toEqual([
    "Zij zei: 'Het gaat goed.'",
    "Daarna gelopen.",
  ])
})

test("marks alone say nothing; nothing at all is lost", () => {
  expect(sentences("…\n- \n***")).toEqual([])
  expect(sentences("")).toEqual([])
  const long = `${"heel veel woorden achter elkaar, ".repeat(40)}en klaar. ${"x".repeat(500)}`
  expect(sentences(long).every((one) => one.length <= 500)).toBe(true)
  expect(
    sentences(long)
      .slice(0, -1)
      .every((one) => one.length <= 221),
  ).toBe(true)
  expect(sentences(long).join(" ")).toBe(long)
})
