// The organisation's own words, and the words that readers do not know: counted, of nobody in particular.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { parseArgs } from "node:util"
import { glossaryCommands } from "../../server/cli/glossary-commands.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { importAll, logIn, patient, readerOf } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
beforeAll(async () => {
  portal = await startPortal()
  const id = await importAll(portal, patient("ria", "999900031"))
  const self = { patientId: id("Patient/ria"), person: "self", slot: 1, role: "patient" } as const
  reader = await logIn(portal, (await readerOf(portal, { ...self, bsn: "999900031", name: "ria" })).email)
})
beforeEach(async () => {
  await portal.db("glossary_terms").delete()
  await portal.db("unknown_words").delete()
  await portal.db("rate_counters").delete()
})
afterAll(() => portal.close())

/** As typed after `npm run portal -- `. */
async function run(name: string, ...argv: string[]) {
  const command = glossaryCommands.find((one) => one.name === name)
  if (command?.kind !== "database") throw new Error(`no command ${name}`)
  const { values, positionals } = parseArgs({
    args: argv,
    options: command.options ?? {},
    allowPositionals: true,
  })
  return command.run(portal.deps, {
    positionals,
    text: (option) => values[option] as string | undefined,
    required: (option) => String(values[option]),
    isSet: (option) => option in values,
  })
}
const send = (word: unknown, visitor = reader) => visitor.post("/api/glossary/unknown", { word })
const own = async () => (await portal.visitor().get("/api/glossary")).body.terms
const unknown = async () => (await run("glossary unknown")).json

test("an organisation explains its own words, another way, and takes them back", async () => {
  expect(await own()).toEqual([])
  await run("glossary add", "VVN", "Vaste vrijwilliger van de neef.")
  await run("glossary add", "MDO", "Ons overleg op dinsdag.")
  await run("glossary add", "mdo", "Ons overleg op woensdag.")
  expect(await own()).toEqual([
    { word: "mdo", text: "Ons overleg op woensdag." },
    { word: "VVN", text: "Vaste vrijwilliger van de neef." },
  ])
  expect((await run("glossary list")).text).toContain("Vaste vrijwilliger")
  await run("glossary remove", "MDO")
  expect(await own()).toHaveLength(1)
  await expect(run("glossary remove", "MDO")).rejects.toThrow("no word of your own")
  expect(await portal.db("audit_events").where({ object_kind: "glossary" })).toHaveLength(4)
})

test("a wrong word or explanation is refused with what to do", async () => {
  await expect(run("glossary add", "x", "Te kort woord.")).rejects.toThrow("2 to 40 letters")
  await expect(run("glossary add", "<b>", "Geen woord.")).rejects.toThrow("2 to 40 letters")
  await expect(run("glossary add", "ADL", "x")).rejects.toThrow("3 to 300 characters")
  await expect(run("glossary add", "ADL", "x".repeat(301))).rejects.toThrow("3 to 300 characters")
  expect(await own()).toEqual([])
})

test("an unknown word is counted, whatever its capitals, and nothing says whose it was", async () => {
  const events = async () => (await portal.db("audit_events").count({ n: "*" }).first()) as { n: number }
  const before = await events()
  for (const word of ["Hypoxie", "hypoxie", " HYPOXIE ", "PEG sonde"])
    expect((await send(word)).status).toBe(204)
  expect(await unknown()).toEqual([
    { word: "Hypoxie", times: 3, lastOn: "2026-11-22" },
    { word: "PEG sonde", times: 1, lastOn: "2026-11-22" },
  ])
  const rows = await portal.db("unknown_words")
  expect(Object.keys(rows[0] as object).toSorted()).toEqual(["last_on", "times", "word", "word_index"])
  // Sealed: a reader may type a name all the same.
  expect(JSON.stringify(rows)).not.toMatch(/hypoxie/i)
  expect(await events()).toEqual(before)
})

test("a word that is explained now, or was none, is taken off", async () => {
  await send("Hypoxie")
  await send("Jansen")
  await run("glossary add", "hypoxie", "Te weinig zuurstof in het lichaam.")
  await run("glossary unknown", "--forget", "jansen")
  expect(await unknown()).toEqual([])
  await expect(run("glossary unknown", "--forget", "jansen")).rejects.toThrow("not among")
})

test.each([
  ["nothing", ""],
  ["one letter", "a"],
  ["a sentence", "wat is dit nu voor een woord"],
  ["a telephone number", "0612345678"],
  ["a number in a word", "bsn 999900018"],
  ["an e-mail address", "ria@voorbeeld.example"],
  ["HTML", "<script>"],
  ["41 letters", "x".repeat(41)],
  ["no text", 7],
  ["more than a word", { word: "a" }],
])("%s is no word", async (_, word) => {
  expect((await send(word)).status).toBe(422)
  expect(await unknown()).toEqual([])
})

test("a reader sends some words a day, not a flood; a stranger none", async () => {
  for (let n = 0; n < 30; n += 1)
    expect((await send(`woord${String.fromCharCode(97 + (n % 26))}x${n}`)).status).toBe(204)
  const last = await send("nogeen")
  expect([last.status, last.body.code]).toEqual([429, "too-many-requests"])
  expect((await send("woord", portal.visitor())).status).toBe(401)
})

test("what nobody asked for half a year goes", async () => {
  await send("Hypoxie")
  portal.clock.advance({ days: 181 })
  await removeOldRows(portal.deps)
  expect(await unknown()).toEqual([])
})
