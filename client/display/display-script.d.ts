// What public/weergave.js leaves for the program: it has run before anything else.
import type { DisplayField, DisplayValue } from "#contract/display"

export type DisplayChoices = { -readonly [Field in DisplayField]: DisplayValue<Field> }
/** What the account has, as far as this device knows; under `hier` what this device shows instead. */
export type KeptDisplay = DisplayChoices & { versie: 1; hier?: DisplayChoices }

declare global {
  interface Window {
    weergave: {
      /** Every field with its values, the default first. */
      values: { readonly [Field in DisplayField]: readonly DisplayValue<Field>[] }
      read(): KeptDisplay
      /** Whether it outlives the page: a private window may keep nothing. */
      keep(settings: KeptDisplay): boolean
    }
  }
}
