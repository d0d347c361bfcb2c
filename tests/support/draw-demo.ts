// Draws the pictures of the demo's life book, and sets its letter.
// Run with `npx tsx tests/support/draw-demo.ts`; it writes db/demo/ria-plaatjes.json.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import sharp from "sharp"
import { format } from "prettier"
import { bakery, HEIGHT, kitchen, river, wedding, WIDTH } from "./demo-drawings.ts"

/** As a print from an album: a little faded, with its white edge. */
async function print(drawing: string, isOld: boolean): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${drawing}</svg>`
  const drawn = sharp(Buffer.from(svg)).flatten({ background: "#ffffff" }).resize({ width: 900 })
  const toned = isOld ? drawn.modulate({ saturation: 0.45 }).tint({ r: 244, g: 226, b: 196 }) : drawn
  return toned.jpeg({ quality: 72, mozjpeg: true }).toBuffer()
}

/** A page of a letter, in the letters that every reader of PDF has. */
function letter(lines: readonly string[]): Buffer {
  const escaped = (text: string) => text.replaceAll(/[\\()]/g, "\\$&")
  const text = lines.map((one) => `(${escaped(one)}) Tj T*`).join("\n")
  const content = `BT /F1 13 Tf 20 TL 72 740 Td\n${text}\nET`
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (nl) /ViewerPreferences << /DisplayDocTitle true >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Title (Brief van de arts) >>",
  ]
  let file = "%PDF-1.4\n"
  const places = objects.map((object, at) => {
    const place = Buffer.byteLength(file, "latin1")
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, "0")} 00000 n \n`
  })
  const table = Buffer.byteLength(file, "latin1")
  const size = objects.length + 1
  file += `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`
  file += `trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, "latin1")
}

const normal = {
  security: [
    { system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N", display: "normal" },
  ],
}
const ria = { reference: "Patient/ria-de-vries", type: "Patient", display: "Ria de Vries-Bakker" }
const codes = "https://ecd.delinde.example/codes"
const server = "https://ecd.delinde.example/fhir"
const entry = (resource: { resourceType: string; id: string }) => ({
  fullUrl: `${server}/${resource.resourceType}/${resource.id}`,
  resource,
})

/** A file by itself, and the document that says what it is. */
function filed(id: string, file: Buffer, contentType: string, title: string, document: object) {
  const meta = { ...normal, lastUpdated: "2026-05-06T11:30:00+02:00" }
  const binary = { resourceType: "Binary", id: `${id}-bestand`, meta, contentType, securityContext: ria }
  const attachment = { contentType, url: `${server}/Binary/${id}-bestand`, title }
  return [
    entry({ ...binary, data: file.toString("base64") } as { resourceType: string; id: string }),
    entry({
      ...{ resourceType: "DocumentReference", id, meta, status: "current", docStatus: "final", subject: ria },
      ...{ date: "2026-05-06T11:30:00+02:00", content: [{ attachment }] },
      ...document,
    }),
  ]
}

const album = (code: string, description: string, year?: string) => ({
  type: { coding: [{ system: `${codes}/portaal`, code }] },
  description,
  ...(year && { context: { period: { start: year } } }),
})

const photo = async (id: string, drawing: string, isOld: boolean, title: string, document: object) =>
  filed(`ria-foto-${id}`, await print(drawing, isOld), "image/jpeg", title, document)

const entries = [
  await photo(
    "bakkerij",
    bakery(),
    true,
    "De bakkerij in Tiel",
    album(
      "levensverhaal",
      "Een winkel met een gestreept zonnescherm. In de etalage liggen broden. De bakfiets staat klaar.",
      "1949",
    ),
  ),
  await photo(
    "trouwdag",
    wedding(),
    true,
    "Onze trouwdag",
    album(
      "levensverhaal",
      "Ria en Gerrit arm in arm onder een boog. Ria draagt een witte jurk met sluier en een boeket.",
      "1960",
    ),
  ),
  await photo(
    "rivier",
    river(),
    false,
    "Twee fietsen aan de rivier",
    album(
      "levensverhaal",
      "Een blauwe en een rode fiets op de dijk. Op het water vaart een zeilboot.",
      "1968",
    ),
  ),
  await photo(
    "keuken",
    kitchen(),
    false,
    "Aan de keukentafel",
    album("persoonsbeeld", "Een schaal met appels op een geruit kleed, met een mesje en een lange schil."),
  ),
  filed(
    "ria-brief-arts",
    letter([
      "Zorggroep De Linde",
      "",
      "Beste familie,",
      "",
      "Ria woont nu op De Beuk. Ik heb haar onderzocht toen zij bij ons kwam.",
      "Haar hart en longen klinken goed. Zij slaapt wat onrustig.",
      "Wij kijken samen wat haar helpt om rustig te gaan slapen.",
      "",
      "Heeft u vragen? Bel dan gerust met het team van De Beuk.",
      "",
      "Met vriendelijke groet,",
      "de specialist ouderengeneeskunde",
    ]),
    "application/pdf",
    "Brief van de arts",
    {
      type: { coding: [{ system: `${codes}/rapportage`, code: "arts" }] },
      date: "2026-03-20T10:00:00+01:00",
      author: [{ display: "dr. S. El Amrani" }],
      description: "Brief bij de verhuizing",
    },
  ),
].flat()

const bundle = {
  resourceType: "Bundle",
  id: "demo-ria-plaatjes",
  meta: { ...normal, lastUpdated: "2026-11-22T12:00:00+01:00" },
  type: "collection",
  timestamp: "2026-11-22T12:00:00+01:00",
  entry: entries,
}
const file = join(import.meta.dirname, "../../db/demo/ria-plaatjes.json")
writeFileSync(file, await format(JSON.stringify(bundle), { parser: "json", printWidth: 110 }))
