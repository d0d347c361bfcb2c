// Lines of a stream of any length in constant memory: a line that is too long is counted and hashed, never kept.
import { createHash, type Hash } from "node:crypto"
import type { Readable } from "node:stream"

export const MAXIMUM_LINE_BYTES = 5 * 1024 * 1024
/** How much of a too long line is kept, so that a person can see what it was. */
const KEPT_BYTES = 4096

export type Line =
  | { kind: "line"; number: number; bytes: Buffer }
  | { kind: "too-long"; number: number; beginning: Buffer; sha256: string }

const NEWLINE = 0x0a

export async function* readLines(stream: Readable): AsyncGenerator<Line> {
  let pieces: Buffer[] = []
  let size = 0
  let tooLong: { beginning: Buffer; hash: Hash } | undefined
  let number = 0

  function add(piece: Buffer) {
    size += piece.length
    if (tooLong) return void tooLong.hash.update(piece)
    pieces.push(piece)
    if (size <= MAXIMUM_LINE_BYTES) return
    const all = Buffer.concat(pieces)
    tooLong = { beginning: Buffer.from(all.subarray(0, KEPT_BYTES)), hash: createHash("sha256").update(all) }
    pieces = []
  }

  function take(): Line {
    number += 1
    const line: Line = tooLong
      ? { kind: "too-long", number, beginning: tooLong.beginning, sha256: tooLong.hash.digest("hex") }
      : { kind: "line", number, bytes: Buffer.concat(pieces) }
    pieces = []
    size = 0
    tooLong = undefined
    return line
  }

  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    if (from < chunk.length) add(chunk.subarray(from))
  }
  if (size > 0) yield take()
}
