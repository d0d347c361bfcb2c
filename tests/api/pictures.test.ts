// Pictures of the life book: made smaller and stripped at the import, sealed, and only ever read through the door.
import { createHash, randomUUID } from "node:crypto"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Section } from "#contract/access"
import type { PictureFile, StoryPage } from "#contract/portrait"
import {
  document,
  importAll,
  logIn,
  patient,
  readerOf,
  relative,
  type FhirResource,
} from "../support/family.ts"
import { bundle, importNamed, openQuarantine } from "../support/fhir-import.ts"
import { labelled, normal } from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let id: (reference: string) => string
let son: Visitor

/** As a telephone makes it: lying on its side, with the place where it was taken. */
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#8a6a4a" } })
    .withExif({
      IFD0: { Copyright: "Fotograaf Jansen" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 53/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
const image = (bytes: Buffer | string, changes: object = {}) => ({
  contentType: "image/jpeg",
  title: "Onze trouwdag",
  data: Buffer.from(bytes).toString("base64"),
  ...changes,
})
const album = (name: string, attachments: object[], changes: object = {}, of = "mother"): FhirResource =>
  document(name, of, attachments, {
    type: { coding: [{ code: "levensverhaal" }] },
    description: "Ria en Gerrit onder een boog",
    context: { period: { start: "1960" } },
    ...changes,
  })
const file = (name: string, data: string, changes: object = {}): FhirResource => ({
  resourceType: "Binary",
  id: name,
  meta: normal,
  contentType: "image/jpeg",
  securityContext: { reference: "Patient/mother" },
  data,
  ...changes,
})

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-22T13:00:00.000Z" })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900043"),
    ...patient("father", "999900031", { location: "de-eik" }),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900122"),
    relative("niece", "father", "999900134"),
    album("trouwdag", [image(await photo(3000, 2000))]),
  ])
  son = await reader("mother", "son", "999900110")
})
afterAll(() => portal.close())

async function reader(of: string, name: string, bsn: string, sections?: Section[]) {
  const { email } = await readerOf(portal, {
    ...{ patientId: id(`Patient/${of}`), person: id(`RelatedPerson/${name}`) },
    ...{ slot: 2, role: "contactPerson", bsn, name },
    ...(sections && { sections }),
  })
  return logIn(portal, email)
}
const storyOf = async (visitor = son, of = "mother") =>
  (await visitor.get(`/api/patients/${id(`Patient/${of}`)}/life-story`)).body as StoryPage
const picturesOf = async () =>
  (await storyOf()).pieces.flatMap(({ parts }) => parts.flatMap(({ pictures }) => pictures ?? []))
const readPicture = (visitor: Visitor, picture: string, of = "mother", part = "life-story") =>
  visitor.get(`/api/patients/${id(`Patient/${of}`)}/${part}/pictures/${picture}`)
/** Takes these in, and away again. */
async function taken(...resources: FhirResource[]) {
  await importAll(portal, resources)
  const found = (await picturesOf()).filter(({ caption }) => caption !== "Onze trouwdag")
  const entry = resources.map((one) => ({
    request: { method: "DELETE", url: `${one.resourceType}/${one.id}` },
  }))
  await importNamed(
    portal,
    { "weg.json": bundle([], { type: "transaction", entry }) },
    { sourceName: "test" },
  )
  return found
}

test("a picture comes upright, of a size for tablets, in its year, without where and by whom it was taken", async () => {
  const [piece] = (await storyOf()).pieces
  expect(piece?.parts).toMatchObject([
    {
      chapter: "1960",
      body: "",
      pictures: [
        { caption: "Onze trouwdag", description: "Ria en Gerrit onder een boog", width: 853, height: 1280 },
      ],
    },
  ])
  const [picture] = await picturesOf()
  const { status, headers, body } = await readPicture(son, picture?.id ?? "")
  expect([status, headers.get("cache-control"), body.type]).toEqual([200, "no-store", "image/webp"])
  const bytes = Buffer.from((body as PictureFile).base64, "base64")
  expect(bytes.length).toBeLessThanOrEqual(150_000)
  const meta = await sharp(bytes).metadata()
  expect(meta).toMatchObject({ format: "webp", width: 853, height: 1280 })
  expect([meta.exif, meta.xmp, meta.iptc, meta.icc, meta.orientation]).toEqual(Array(5).fill(undefined))
  expect(bytes.includes("Jansen")).toBe(false)
  // Sealed: no row begins as a picture does, and the log knows who looked at which.
  const rows = (await portal.db("pictures")) as { content: Buffer }[]
  expect(rows.map(({ content }) => content.includes("UklGR") || content.includes("RIFF"))).toEqual([false])
  const logged = await portal.db("audit_events").where({ object_kind: "picture", outcome: "done" })
  expect(logged).toMatchObject([{ object_id: picture?.id }])
  const viewings = await son.get(`/api/patients/${id("Patient/mother")}/viewings`)
  expect(JSON.stringify(viewings.body)).toContain('"picture"')
})

test("another's, of another section, outside a PG location, or not there: one and the same answer", async () => {
  const [{ id: picture } = { id: "" }] = await picturesOf()
  const nephew = await reader("aunt", "nephew", "999900122", ["reports", "portrait"])
  const niece = await reader("father", "niece", "999900134")
  const refused = [
    await readPicture(nephew, picture ?? "", "aunt"),
    await readPicture(nephew, picture ?? "", "aunt", "portrait"),
    await readPicture(nephew, picture ?? ""),
    await readPicture(niece, picture ?? "", "father"),
    await readPicture(son, picture ?? "", "mother", "portrait"),
    await readPicture(son, randomUUID()),
    await readPicture(portal.visitor(), picture ?? ""),
  ]
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 401])
})

describe("what is no good picture is told in words instead:", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
  const big = () => sharp({ create: { width: 9000, height: 8000, channels: 3, background: "#fff" } })
  test.each<[string, () => Promise<object>]>([
    ["an SVG that says so", async () => image(svg, { contentType: "image/svg+xml" })],
    ["an SVG that says it is a JPEG", async () => image(svg)],
    ["a page that says it is a picture", async () => image("<html><body>x</body></html>")],
    ["a cut off JPEG", async () => image((await photo(800, 600)).subarray(0, 900))],
    ["a bomb: a small file of 72 million dots", async () => image(await big().png().toBuffer())],
    ["nothing", async () => image("")],
    ["a file that never came", async () => image("", { data: undefined, url: "Binary/nergens" })],
    ["a file elsewhere", async () => image("", { data: undefined, url: "https://elders.example/foto.jpg" })],
  ])("%s", async (_, make) => {
    const pictures = await taken(album("slecht", [{ ...(await make()), title: "Slecht" }]))
    expect(pictures).toMatchObject([
      { id: null, caption: "Slecht", description: "Ria en Gerrit onder een boog" },
    ])
  })

  test.each(["png", "webp", "gif"] as const)(
    "a %s is a picture, and what can be seen through is white",
    async (type) => {
      const made = sharp({ create: { width: 40, height: 20, channels: 4, background: "#00000000" } })
      const bytes = await made.toFormat(type).toBuffer()
      await importAll(portal, [
        album("goed", [image(bytes, { title: "Goed", contentType: `image/${type}` })]),
      ])
      const found = (await picturesOf()).find(({ caption }) => caption === "Goed")
      expect(found).toMatchObject({ width: 40, height: 20 })
      const { body } = await readPicture(son, found?.id ?? "")
      const { data } = await sharp(Buffer.from(body.base64, "base64"))
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(data[0]).toBeGreaterThan(250)
    },
  )

  test("noise that does not become small: the smallest there is", async () => {
    const noise = { type: "gaussian" as const, mean: 128, sigma: 80 }
    const made = sharp({ create: { width: 1600, height: 1200, channels: 3, background: "#fff", noise } })
    const bytes = await made.jpeg({ quality: 80 }).toBuffer()
    await importAll(portal, [album("ruis", [image(bytes, { title: "Ruis" })])])
    const found = (await picturesOf()).find(({ caption }) => caption === "Ruis")
    const { text } = await readPicture(son, found?.id ?? "")
    expect(text.length).toBeLessThan(208 * 1024)
  })
})

test("a whole album in one document, and the same picture twice", async () => {
  const bytes = await Promise.all(
    Array.from({ length: 70 }, (_, at) =>
      sharp({ create: { width: 10 + at, height: 8, channels: 3, background: "#8a6a4a" } })
        .png()
        .toBuffer(),
    ),
  )
  const all = [...bytes, ...bytes.slice(0, 5)].map((one) => image(one, { title: "Album" }))
  await importAll(portal, [album("album", all)])
  const found = (await picturesOf()).filter(({ caption }) => caption === "Album")
  expect(found.map(({ width }) => width)).toEqual([...bytes.keys(), 0, 1, 2, 3, 4].map((at) => 10 + at))
  expect(new Set(found.map((one) => one.id)).size).toBe(75)
})

test("a picture that is a file by itself: also when it comes later, is another's, secret, or changes", async () => {
  const [one, other] = [
    (await photo(300, 200)).toString("base64"),
    (await photo(400, 100)).toString("base64"),
  ]
  const album1 = album("los", [
    { contentType: "image/jpeg", title: "Los", url: "https://ecd.example/fhir/Binary/los" },
  ])
  const seen = async () =>
    (await picturesOf()).filter(({ caption }) => caption === "Los").map(({ width }) => width)
  await importAll(portal, [album1])
  expect(await seen()).toEqual([0])
  await importAll(portal, [file("los", one)])
  expect(await seen()).toEqual([200])
  await importAll(portal, [file("los", other)])
  expect(await seen()).toEqual([100])
  await importAll(portal, [file("los", one, { securityContext: { reference: "Patient/aunt" } })])
  expect(await seen()).toEqual([0])
  await importAll(portal, [file("los", one, { meta: labelled("R") })])
  expect(await seen()).toEqual([0])
  await importAll(portal, [file("los", one)])
  expect(await seen()).toEqual([200])
  const hash = createHash("sha1").update("iets anders").digest("base64")
  await importAll(portal, [
    album("vals", [{ contentType: "image/jpeg", url: "Binary/los", hash }]),
    file("kapot", "geen base64!"),
    album("kapot", [{ contentType: "image/jpeg", url: "Binary/kapot" }]),
  ])
  const refused = (await openQuarantine(portal)).map((one) => `${one.id} ${one.code}`)
  expect(refused.toSorted()).toEqual(["kapot shape-invalid", "vals attachment-hash"])
})

test("a picture hides with its document, goes with it, and a device is told so", async () => {
  const { ticket } = (await son.post("/api/vault", { vault: randomUUID() })).body
  const picture = (await picturesOf()).find(({ caption }) => caption === "Onze trouwdag")
  const { body } = await readPicture(son, picture?.id ?? "")
  const item = { patientId: id("Patient/mother"), id: body.id, etag: body.etag }
  const ask = async (kind = "lifeStoryPicture") => {
    const items = [{ kind, ...item }]
    const { gone, changed } = (await portal.visitor().post("/api/vault/check", { ticket, items })).body
    return [gone.length, changed.length]
  }
  const same = async (changes = {}) =>
    importAll(portal, [album("trouwdag", [image(await photo(3000, 2000))], changes)])
  await same()
  expect([await ask(), await ask("portraitPicture")]).toEqual([
    [0, 0],
    [1, 0],
  ])
  await importAll(portal, [album("trouwdag", [image(await photo(600, 400))])])
  expect(await ask()).toEqual([0, 1])
  await same({ docStatus: "preliminary" })
  expect(await ask()).toEqual([1, 0])
  expect((await readPicture(son, item.id)).status).toBe(404)
  await same({ meta: labelled("R") })
  expect(await portal.db("pictures").where({ id: item.id })).toEqual([])
  await same()
  await importAll(portal, [
    album("trouwdag", [image(await photo(600, 400))], { type: { coding: [{ code: "persoonsbeeld" }] } }),
  ])
  expect(await ask()).toEqual([1, 0])
  expect((await readPicture(son, item.id, "mother", "portrait")).status).toBe(200)
})
