// A picture of an ECD as the portal keeps it: one still image, upright, of a size for tablets, without anything that its
// camera or editor wrote into it.
import type { Sharp, SharpOptions } from "sharp"

export type Picture = { base64: string; width: number; height: number; bytes: number }

/** What a reader's tablet can show sharply, and what a device has room for. */
const LONGEST = 1280
const MOST_BYTES = 150_000
/** A small file can hold a picture that fills a server's memory. */
const MOST_PIXELS = 60_000_000
const SECONDS = 20
const tries = [
  { longest: LONGEST, quality: 80 },
  { longest: LONGEST, quality: 62 },
  { longest: 960, quality: 55 },
  { longest: 640, quality: 45 },
]

let opener: ((bytes: Buffer, options: SharpOptions) => Sharp) | undefined

/** The library is loaded with the first picture: a server that imports nothing has no use for it. */
async function opened() {
  if (opener) return opener
  const { default: sharp } = await import("sharp")
  // Nothing else is ever decoded: no SVG that draws, no PDF, no format that an image library seldom meets.
  sharp.block({ operation: ["VipsForeignLoad"] })
  sharp.unblock({
    operation: [
      "VipsForeignLoadJpegBuffer",
      "VipsForeignLoadPngBuffer",
      "VipsForeignLoadWebpBuffer",
      "VipsForeignLoadNsgifBuffer",
    ],
  })
  // One at a time: an import is in no hurry, readers are.
  sharp.concurrency(1)
  sharp.cache(false)
  return (opener = sharp)
}

/** By what it is, not by what it is called. */
export function isPicture(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString("latin1")
  return (
    head.startsWith("\xff\xd8\xff") ||
    head.startsWith("\x89PNG\r\n\x1a\n") ||
    head.startsWith("GIF8") ||
    (head.startsWith("RIFF") && head.endsWith("WEBP"))
  )
}

/** Null for what cannot be read as a picture, or is far too large. */
export async function resizePicture(bytes: Buffer): Promise<Picture | null> {
  if (!isPicture(bytes)) return null
  const open = await opened()
  try {
    let made: Picture | null = null
    for (const { longest, quality } of tries) {
      const { data, info } = await open(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
        .timeout({ seconds: SECONDS })
        .autoOrient()
        .resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true })
        // On paper: what can be seen through is white.
        .flatten({ background: "#ffffff" })
        .webp({ quality, effort: 4 })
        .toBuffer({ resolveWithObject: true })
      made = {
        base64: data.toString("base64"),
        width: info.width,
        height: info.height,
        bytes: data.length,
      }
      if (made.bytes <= MOST_BYTES) return made
    }
    return made
  } catch {
    // What went wrong may name what is in it.
    return null
  }
}
