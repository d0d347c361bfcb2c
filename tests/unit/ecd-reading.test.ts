import { Readable } from "node:stream"
import { expect, test } from "vitest"
import { isStu3 } from "../../server/ecd/checking/fhir-version.ts"
import { canonical, versionOf } from "../../server/ecd/checking/version-key.ts"
import { itemsOf } from "../../server/ecd/reading/bundle-items.ts"
import { MAXIMUM_LINE_BYTES, readLines, type Line } from "../../server/ecd/reading/read-lines.ts"
import { resourceTexts } from "../../server/ecd/reading/resource-spans.ts"
import { parseStrictly } from "../../server/ecd/reading/strict-json.ts"

async function linesOf(...chunks: Buffer[]): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of readLines(Readable.from(chunks))) lines.push(line)
  return lines
}
const textOf = (line: Line) => (line.kind === "line" ? line.bytes.toString() : line.kind)

test("lines come whole out of chunks that cut them anywhere, also within a letter", async () => {
  const bytes = Buffer.from('{"a":"é€"}\n\n{"b":1}\r\n{"c":2}')
  for (const cut of [1, 7, 8, 9, 11, 12, 20])
    expect((await linesOf(bytes.subarray(0, cut), bytes.subarray(cut))).map(textOf)).toEqual([
      '{"a":"é€"}',
      "",
      '{"b":1}\r',
      '{"c":2}',
    ])
})

test("a line of the longest length is read; one byte more is not", async () => {
  const longest = Buffer.alloc(MAXIMUM_LINE_BYTES, "x")
  const lines = await linesOf(longest, Buffer.from("\n"), longest, Buffer.from("y\nz"))
  expect(lines.map(({ kind, number }) => [kind, number])).toEqual([
    ["line", 1],
    ["too-long", 2],
    ["line", 3],
  ])
})

test("each resource of a bundle is kept word for word", () => {
  const text = `{"resourceType":"Bundle", "entry":[
    {"fullUrl":"a}{\\"", "resource": {"resourceType":"Observation","id":"1","valueQuantity":{"value":1.10}}},
    {"request":{"method":"DELETE","url":"Patient/2"}},
    {"link":[{"resource":{}}], "resource":{ "entry":[{"resource":{}}], "id":"3" }, "search":{"mode":"match"}}
  ], "total": 3}`
  expect(resourceTexts(text)).toEqual([
    '{"resourceType":"Observation","id":"1","valueQuantity":{"value":1.10}}',
    undefined,
    '{ "entry":[{"resource":{}}], "id":"3" }',
  ])
  const items = itemsOf(parseStrictly(text), text, "b.json")
  expect(items.map((item) => [item.kind, item.location])).toEqual([
    ["resource", "b.json#1"],
    ["tombstone", "b.json#2"],
    ["resource", "b.json#3"],
  ])
})

test("what others refer to comes first; requests and answers are no data", () => {
  const entry = [
    { resource: { resourceType: "Composition", id: "c" } },
    { resource: { resourceType: "OperationOutcome", id: "o" }, search: { mode: "outcome" } },
    { request: { method: "GET", url: "Patient" } },
    { response: { status: "200" } },
    { resource: { resourceType: "Observation", id: "o" } },
    { resource: { resourceType: "Patient", id: "p" } },
    { resource: { resourceType: "Location", id: "l" } },
  ]
  const bundle = { resourceType: "Bundle", type: "searchset", entry }
  const items = itemsOf(bundle, JSON.stringify(bundle), "b")
  expect(
    items.map((item) => (item.kind === "resource" ? (item.resource as { id: string }).id : item.kind)),
  ).toEqual(["l", "p", "o", "c", "skipped", "skipped", "skipped"])
})

test("colons, braces and quotes within strings mean nothing", () => {
  const text = '{"a":"x\\\\\\": {[","b\\"":[{"c:":"\\\\"}],"d":[]}'
  expect(parseStrictly(text)).toEqual({ a: 'x\\": {[', 'b"': [{ "c:": "\\" }], d: [] })
  expect(() => parseStrictly('{"a":"open')).toThrow()
  expect(() => parseStrictly("{}{}")).toThrow()
})

test("the hash looks at content only: not at the order of keys, not at stamps", () => {
  const resource = {
    id: "x",
    meta: { versionId: "1", lastUpdated: "2026-01-01T00:00:00Z" },
    b: [{ d: 1, c: 2 }],
  }
  const same = { b: [{ c: 2, d: 1 }], id: "x" }
  const versionIn = (version: Record<string, unknown>) => versionOf(version, (text) => `keyed ${text}`)
  expect(versionIn(resource).contentHash).toBe(versionIn(same).contentHash)
  expect(versionIn(same).versionKey).toBe(`h:keyed ${canonical(same)}`)
  expect(versionIn(resource)).toMatchObject({ versionKey: "v:1", lastUpdated: "2026-01-01T00:00:00.000Z" })
  expect(canonical({ b: [2, 1], a: null })).toBe('{"a":null,"b":[2,1]}')
  expect(versionIn({ ...same, b: [] }).contentHash).not.toBe(versionIn(same).contentHash)
})

test("STU3 is known by its profiles and by its shapes, R4 is left alone", () => {
  const profile = (url: string) => ({ resourceType: "Patient", meta: { profile: [url] } })
  const nictiz = "http://nictiz.nl/fhir/StructureDefinition"
  for (const old of [
    profile("http://fhir.nl/fhir/StructureDefinition/nl-core-patient"),
    profile(`${nictiz}/zib-Respiration`),
    profile(`${nictiz}/gp-Encounter`),
    profile(`${nictiz}/eAfspraak-Appointment`),
    { resourceType: "Flag", category: { text: "x" } },
    { resourceType: "DocumentReference", indexed: "2020-01-01T00:00:00Z" },
    { resourceType: "Appointment", reason: [] },
    { resourceType: "Observation", comment: "x" },
    { resourceType: "Condition", clinicalStatus: "active" },
  ])
    expect([old, isStu3(old)]).toEqual([old, true])
  for (const current of [
    profile(`${nictiz}/nl-core-Patient`),
    profile(`${nictiz}/nl-core-wounds.WoundWidth`),
    { resourceType: "Flag", category: [{ text: "x" }] },
    { resourceType: "Condition", clinicalStatus: { coding: [] } },
    { resourceType: "Observation", note: [{ text: "x" }] },
  ])
    expect([current, isStu3(current)]).toEqual([current, false])
})
