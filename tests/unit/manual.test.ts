// The manual names what stands on the screens, in their own words; its subjects have addresses that hold; its search finds.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { wordsIn } from "#contract/find-words"
import { findInManual } from "../../client/organisation/find-in-manual.ts"
import { manual, piecesOf } from "../../client/organisation/manual-subjects.ts"

const client = join(import.meta.dirname, "../../client")
const files = readdirSync(client, { recursive: true, encoding: "utf8" })
const subjects = manual.flatMap((group) => group.subjects)
const plain = (text: string) => text.replace(/[\u00AD\u2060]/g, "").replaceAll("\u00A0", " ")

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [plain(value)]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : []
}

test("every word between asterisks stands on a screen of the reader's", async () => {
  const ofReaders = files.filter((file) => /words\.ts$/.test(file) && !file.startsWith("admin/"))
  expect(ofReaders.length).toBeGreaterThan(20)
  const modules = await Promise.all(ofReaders.map((file) => import(join(client, file)) as Promise<unknown>))
  const onScreens = new Set(modules.flatMap(textsIn))
  const named = subjects.flatMap(({ id, steps }) =>
    steps.flatMap((step) => piecesOf(step).flatMap(({ text, isName }) => (isName ? [{ id, text }] : []))),
  )
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter(({ text }) => !onScreens.has(text))).toEqual([])
})

test("steps are short, and their asterisks come in pairs", () => {
  for (const { id, steps } of subjects) {
    expect(steps.length, id).toBeGreaterThan(2)
    expect(steps.length, id).toBeLessThan(7)
    for (const step of steps) {
      expect(piecesOf(step).length % 2, step).toBe(1)
      for (const sentence of step.split(/(?<=[.?!])\s/))
        expect(sentence.split(" ").length, sentence).toBeLessThan(18)
    }
  }
})

test("each subject has an address of its own, and every link to Hulp leads to one that is there", () => {
  const ids = subjects.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const page = readFileSync(join(client, "organisation/HelpPage.vue"), "utf8")
  const sections = [...page.matchAll(/<section id="([a-z-]+)"/g)].map(([, id]) => id ?? "")
  expect(sections.filter((id) => ids.includes(id))).toEqual([])
  const linksIn = (text: string) => [...text.matchAll(/\/hulp#([\w-]+)/g)].map(([, id]) => id ?? "")
  const links = files
    .filter((file) => /\.(vue|ts)$/.test(file))
    .flatMap((file) => linksIn(readFileSync(join(client, file), "utf8")))
  expect(links.length).toBeGreaterThan(3)
  expect(links.filter((id) => ![...ids, ...sections, "handleiding"].includes(id))).toEqual([])
})

test("a search does not mind capitals and accents, takes every sign, and says so when there is nothing", () => {
  const found = (typed: string) =>
    findInManual(wordsIn(typed)).flatMap(({ subjects }) => subjects.map(({ id }) => id))
  expect(found("")).toHaveLength(subjects.length)
  expect(found("AFDRUKKEN")).toEqual(["agenda"])
  expect(found("clienten")).toContain("clienten")
  expect(found("sms nummer")).toContain("telefoon")
  expect(found("mdo")).toEqual(["woorden"])
  // The stars that mark a name are not of the text.
  for (const typed of ["%", "(", "*", "zeppelin", "x".repeat(500)]) expect(found(typed)).toEqual([])
})
