import { expect, test } from "vitest"
import { createFinder } from "../../client/dossier/find-terms.ts"
import { startTerms } from "../../client/dossier/glossary-terms.ts"

const finder = createFinder(startTerms)
const found = (text: string) => finder.segments(text).flatMap(({ text: word, term }) => (term ? [word] : []))
const meaning = (text: string) => finder.segments(text).find(({ term }) => term)?.term

test("the start set: at least 120 words, each explained in short sentences, and no word twice", () => {
  expect(startTerms.length).toBeGreaterThanOrEqual(120)
  const forms = startTerms.flatMap(({ words }) => words)
  expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([])
  for (const { words, text, also } of startTerms) {
    expect(text, words[0]).toMatch(/^\P{Ll}.*\.$/u)
    for (const sentence of text.split(/[.:]\s/))
      expect(sentence.split(" ").length, sentence).toBeLessThanOrEqual(15)
    if (also) expect(also, words[0]).toMatch(/[^.]$/)
  }
  expect(startTerms.filter(({ also }) => also).length).toBeGreaterThanOrEqual(8)
})

test("the pieces put together are the text, whatever it holds", () => {
  for (const text of [
    "",
    "SO",
    "(MDO)",
    "a\nMDO\n\nb",
    "MDO 😀 ADL",
    "<b>MDO</b>",
    "%[(*",
    "MDO".repeat(500),
    "x".repeat(10_000),
  ])
    expect(
      finder
        .segments(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text)
})

test("whole words only", () => {
  expect(found("Mdobesprek, COPDX en somdo; in de MDO-notitie en de MDO's.")).toEqual(["MDO", "MDO"])
  expect(found("(UWI), “COPD”: ADL.")).toEqual(["UWI", "COPD", "ADL"])
  expect(found("Zij at soep en ging zo naar bed.")).toEqual([])
})

test("what is written in capitals counts in capitals only; what has one meaning counts always", () => {
  expect(found("De SO kwam, so what.")).toEqual(["SO"])
  expect(found("adl, Adl en ADL")).toEqual(["adl", "Adl", "ADL"])
  expect(found("Decubitus en DECUBITUS")).toEqual(["Decubitus", "DECUBITUS"])
  expect(meaning("MW kwam")?.text).toMatch(/Maatschappelijk werk/)
  expect(meaning("Mw. sliep")?.text).toBe("Mevrouw.")
})

test("the longest wins, also over two lines", () => {
  expect(found("palliatieve sedatie, palliatieve\nsedatie en palliatieve zorg")).toEqual([
    "palliatieve sedatie",
    "palliatieve\nsedatie",
    "palliatieve zorg",
  ])
  expect(found("2 dd 1, z.n. meer")).toEqual(["dd", "z.n."])
})

test("what has two meanings says so", () => {
  expect(["RR 130/80", "AB gestart", "GDS 4"].map((text) => Boolean(meaning(text)?.also))).toEqual([
    true,
    true,
    true,
  ])
})

test("an organisation's own word goes before the start set, and is found by what is typed", () => {
  const own = createFinder([{ words: ["MDO"], text: "Ons eigen overleg." }, ...startTerms])
  expect(own.segments("Het MDO van mei").find(({ term }) => term)?.term?.text).toBe("Ons eigen overleg.")
  expect(own.lookUp(" mdo. ")?.text).toMatch(/overleg/i)
  expect(own.lookUp("so")?.text).toMatch(/Arts voor ouderen/)
  expect(own.lookUp("onzinwoord")).toBeNull()
})

test("a report of 200,000 characters takes no longer than a blink", () => {
  const text = "Mw heeft een UWI en gaat naar het MDO met de SO. ".repeat(4_000)
  const start = performance.now()
  expect(finder.segments(text).length).toBeGreaterThan(10_000)
  expect(performance.now() - start).toBeLessThan(2_000)
})
