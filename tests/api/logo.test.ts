// The organisation's logo: only a small PNG that holds a picture and nothing else; served from our own address, put back
// like any setting.
import { deflateSync, crc32 } from "node:zlib"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"

let portal: Portal
let staff: StaffPerson
beforeAll(async () => {
  portal = await startPortal({ settings: { houseAddresses: ["127.0.0.1", "::1"] } })
  staff = await staffOf(portal, "Beheer", ["administrator"])
})
afterAll(() => portal.close())
beforeEach(async () => {
  portal.clock.advance({ seconds: 1 })
  await staff.visitor.post("/api/staff/organisation", {
    change: { logo: null },
    seen: { logo: await current() },
  })
})

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const sum = Buffer.alloc(4)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
function png(width = 120, height = 40, extra: Buffer[] = [], pixels?: Buffer): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const data = deflateSync(pixels ?? Buffer.alloc(height * (1 + width * 4)))
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    ...extra,
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

const current = async () => {
  const { body } = await staff.visitor.get("/api/staff/organisation")
  return (body as { settings: { logo: string | null } }).settings.logo
}
const save = async (bytes: Buffer, seen: string | null = null) =>
  staff.visitor.post("/api/staff/organisation/logo", { png: bytes.toString("base64"), seen })

test("a logo is on every page from then on, for everybody, and may be kept for ever", async () => {
  const answer = await save(png())
  expect(answer.status, answer.text).toBe(200)
  const { logo } = (await portal.visitor().get("/api/organisation")).body as { logo: string }
  expect(logo).toMatch(/^\/api\/organisation\/logo\/[0-9a-f]{64}$/)
  const picture = await fetch(portal.url + logo)
  expect(picture.status).toBe(200)
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": expect.stringContaining("default-src 'none'") as string,
  })
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png())
})

test("it is put back like any other setting; an earlier one is still there", async () => {
  await save(png(100, 30))
  const first = await current()
  portal.clock.advance({ seconds: 1 })
  const { body } = await save(png(90, 30), first)
  const [change] = (body as { changes: { id: string; field: string; isCurrent: boolean }[] }).changes
  expect(change).toMatchObject({ field: "logo", isCurrent: true })
  await staff.visitor.post("/api/staff/organisation/undo", { changeId: change?.id })
  expect(await current()).toBe(first)
  const { logo } = (await portal.visitor().get("/api/organisation")).body as { logo: string }
  expect((await portal.visitor().get(logo)).status).toBe(200)
})

test("a colleague's logo is not replaced unseen", async () => {
  await save(png(80, 30))
  const theirs = await current()
  expect((await save(png(70, 30), null)).body.code).toBe("changed-meanwhile")
  expect(await current()).toBe(theirs)
})

test("what hides in the file does not come along: texts, place and maker, frames", async () => {
  const secret = Buffer.from("Comment\0gemaakt door Sanne")
  const hidden = ["tEXt", "eXIf", "iTXt", "acTL", "iDOT"].map((type) => chunk(type, secret))
  expect((await save(png(60, 30, hidden))).status).toBe(200)
  const { logo } = (await portal.visitor().get("/api/organisation")).body as { logo: string }
  const bytes = Buffer.from(await (await fetch(portal.url + logo)).arrayBuffer())
  expect(bytes).toEqual(png(60, 30))
})

describe("refused, whatever it is called", () => {
  const page = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
  const bent = png()
  bent[bent.length - 20] = (bent[bent.length - 20] ?? 0) ^ 1
  const refused: [string, Buffer, string][] = [
    ["a drawing with a script", page, "logo-invalid"],
    ["a JPEG", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]), "logo-invalid"],
    ["only the signature", signature, "logo-invalid"],
    ["cut off", png().subarray(0, 60), "logo-invalid"],
    ["something behind its end", Buffer.concat([png(), page]), "logo-invalid"],
    ["a page between its chunks", Buffer.concat([signature, page]), "logo-invalid"],
    ["a wrong checksum", bent, "logo-invalid"],
    ["too wide", png(577, 10), "logo-too-large"],
    ["too high", png(10, 193), "logo-too-large"],
    ["nothing in it", png(0, 0), "logo-invalid"],
    ["fewer pixels than it says", png(50, 50, [], Buffer.alloc(10)), "logo-invalid"],
    ["a bomb: more pixels than it says", png(10, 10, [], Buffer.alloc(40_000_000)), "logo-invalid"],
    ["an unknown part that matters", png(20, 20, [chunk("ABCD", page)]), "logo-invalid"],
    ["two heads", png(20, 20, [chunk("IHDR", Buffer.alloc(13, 1))]), "logo-invalid"],
  ]
  test.each(refused)("%s", async (_, bytes, code) => {
    expect((await save(bytes)).body.code).toBe(code)
    expect(await current()).toBeNull()
  })

  test("more than 45 kB, no base64, no logo that was uploaded", async () => {
    const noise = Buffer.concat([png(), Buffer.alloc(46_000)])
    expect((await save(noise)).body.code).toBe("input-invalid")
    const odd = { png: "geen base64!", seen: null }
    expect((await staff.visitor.post("/api/staff/organisation/logo", odd)).body.code).toBe("input-invalid")
    for (const id of ["0".repeat(64), "../../etc/passwd", "A".repeat(64)])
      expect([404, 422]).toContain(
        (await portal.visitor().get(`/api/organisation/logo/${encodeURIComponent(id)}`)).status,
      )
    const change = { change: { logo: "javascript:1" }, seen: { logo: null } }
    expect((await staff.visitor.post("/api/staff/organisation", change)).body.code).toBe("input-invalid")
  })
})
