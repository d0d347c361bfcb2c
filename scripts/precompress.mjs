// Lays a .br and a .gz beside each file of the browser that shrinks by it, so that the server never packs while serving.
import { readdirSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const packable = /\.(html|js|css|svg|json|webmanifest|txt|xml)$/
const smallestWorthIt = 512 // bytes; under this the headers weigh as much as the gain

const packings = {
  ".br": (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ".gz": (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

/** @param {string} folder */
export async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && packable.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  await Promise.all(files.map(packFile))
}

async function packFile(path) {
  const bytes = await readFile(path)
  if (bytes.length < smallestWorthIt) return
  for (const [ending, pack] of Object.entries(packings)) {
    const packed = await pack(bytes)
    if (packed.length < bytes.length * 0.95) await writeFile(path + ending, packed)
  }
}
