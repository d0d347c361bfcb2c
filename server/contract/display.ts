// The display settings of an account: per field the newest explicit change.
import * as v from "valibot"

/** Every field with its values, the default first. public/weergave.js knows the same list (a test compares them). */
export const displayFields = {
  contrast: ["volg", "aan", "uit"],
  thema: ["volg", "licht", "donker"],
  kleuren: ["gewoon", "rood-groen", "blauw-geel", "zonder-kleur"],
  schaal: [100, 125, 150, 175, 200],
  ruimte: ["gewoon", "ruim", "heel-ruim"],
  letters: ["gewoon", "vertrouwd", "dyslexie"],
  knoppen: ["gewoon", "groot", "extra-groot"],
  beweging: ["volg", "minder"],
  voorlezen: ["aan", "uit"],
  tempo: ["gewoon", "langzaam", "snel"],
  uitleg: ["aan", "uit"],
} as const
export type DisplayField = keyof typeof displayFields
export type DisplayValue<Field extends DisplayField = DisplayField> = (typeof displayFields)[Field][number]

const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
const fieldNames = Object.keys(displayFields) as DisplayField[]

const DisplayChange = v.pipe(
  v.strictObject({
    field: v.picklist(fieldNames),
    value: v.union([v.string(), v.number()]),
    /** When the reader chose it, by the device's clock; the server lets no time of the future count. */
    changedAt: instant,
  }),
  v.check(({ field, value }) => (displayFields[field] as readonly unknown[]).includes(value)),
)
export type DisplayChange = { field: DisplayField; value: DisplayValue; changedAt: string }

/** POST /api/display: at most one change for each field. Answers the DisplayRecord after them. */
export const DisplayChanges = v.strictObject({
  changes: v.pipe(v.array(DisplayChange), v.maxLength(fieldNames.length)),
})

/** GET /api/display. A field that was never chosen is absent. */
export type DisplayRecord = { fields: { [F in DisplayField]?: { value: DisplayValue; changedAt: string } } }
