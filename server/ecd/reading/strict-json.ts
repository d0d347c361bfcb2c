// JSON as strictly as a care record deserves: one meaning per text. JSON.parse silently keeps the last of two equal
// keys, so the members in the text are counted and compared with what came out.
import { Refusal } from "../refusal.ts"

const MAXIMUM_DEPTH = 100

/** @throws Refusal json-invalid, json-duplicate-key or json-too-deep. */
export function parseStrictly(text: string): unknown {
  const written = countMembers(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal("json-invalid")
  }
  if (membersOf(value) !== written) throw new Refusal("json-duplicate-key")
  return value
}

/** Colons outside strings; refuses what is nested so deeply that a walk over the value could not be trusted. */
function countMembers(text: string): number {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at)
        break
      case 0x3a:
        members += 1
        break
      case 0x7b:
      case 0x5b:
        depth += 1
        if (depth > MAXIMUM_DEPTH) throw new Refusal("json-too-deep")
        break
      case 0x7d:
      case 0x5d:
        depth -= 1
        break
    }
  }
  return members
}

/** @param at the opening quote. @returns the closing quote. */
export function endOfString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return quote
  }
  throw new Refusal("json-invalid")
}

function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + membersOf(item), 0)
  let members = 0
  for (const key in value) members += 1 + membersOf((value as Record<string, unknown>)[key])
  return members
}
