// Any picture that the browser can show becomes a small PNG: the server then need not understand it, and no script, place or
// maker that lies hidden in the file comes along.
import { logoSize } from "#contract/settings"

export class LogoTooMuch extends Error {}

/** Below this a logo says nothing any more. */
const SMALLEST = 64
const DRAWING = "image/svg+xml"

type Picture = { source: CanvasImageSource; width: number; height: number }

/** @throws when the browser cannot show it; LogoTooMuch when it stays too large. @returns a PNG in base64. */
export async function drawLogo(file: Blob): Promise<string> {
  const isDrawing = file.type === DRAWING
  const picture = isDrawing ? await readDrawing(file) : await readPicture(file)
  const { width, height } = picture
  const fit = Math.min(logoSize.width / width, logoSize.height / height)
  // A drawing loses nothing by growing.
  const begin = isDrawing ? fit : Math.min(1, fit)
  for (let scale = begin; scale === begin || Math.max(width, height) * scale >= SMALLEST; scale *= 0.8) {
    const png = await drawn(picture, scale)
    if (png.size <= logoSize.bytes) return base64Of(png)
  }
  throw new LogoTooMuch("it stays too large")
}

async function readPicture(file: Blob): Promise<Picture> {
  const source = await createImageBitmap(file)
  return { source, width: source.width, height: source.height }
}

/** As an image no script in it runs. It may have no size of its own. */
async function readDrawing(file: Blob): Promise<Picture> {
  const address = URL.createObjectURL(file)
  try {
    const source = new Image()
    source.src = address
    await source.decode()
    return {
      source,
      width: source.naturalWidth || logoSize.width,
      height: source.naturalHeight || logoSize.height,
    }
  } finally {
    URL.revokeObjectURL(address)
  }
}

async function drawn({ source, width, height }: Picture, scale: number): Promise<Blob> {
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext("2d")
  if (!pen) throw new Error("this browser does not draw")
  pen.imageSmoothingQuality = "high"
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"))
  if (!png) throw new Error("this browser makes no picture of it")
  return png
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
}
