// JSON that somebody else wrote: nothing is known of it until somebody looked.
export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Every object in a value, itself first. @param value no deeper than parseStrictly lets through. */
export function* objectsIn(value: unknown): Generator<JsonObject> {
  if (Array.isArray(value)) {
    for (const item of value) yield* objectsIn(item)
  } else if (isObject(value)) {
    yield value
    for (const key in value) yield* objectsIn(value[key])
  }
}
