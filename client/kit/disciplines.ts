// The signs of the disciplines: which pictogram, and the word that always stands beside it.
import type { IconName } from "./icons.ts"

export type DisciplineSign = { icon: IconName; name: string; report: string }

/** Keyed by the API's word; `report` completes the name of one report. Soft hyphens for long words in narrow columns. */
export const disciplineSigns = {
  zorg: { icon: "hand-heart", name: "Zorg", report: "Rapportage van de zorg" },
  arts: { icon: "stethoscope", name: "Arts", report: "Rapportage van de arts" },
  fysiotherapie: {
    icon: "footprints",
    name: "Fysio\u00ADtherapie",
    report: "Rapportage van de fysio\u00ADtherapie",
  },
  ergotherapie: {
    icon: "armchair",
    name: "Ergo\u00ADtherapie",
    report: "Rapportage van de ergo\u00ADtherapie",
  },
  "geestelijke-verzorging": {
    icon: "message-circle-heart",
    name: "Geestelijke verzorging",
    report: "Rapportage van de geestelijke verzorging",
  },
  activiteiten: {
    icon: "music",
    name: "Activiteiten",
    report: "Rapportage van de activiteiten\u00ADbegeleiding",
  },
  overig: { icon: "file-text", name: "Overig", report: "Rapportage" },
} satisfies Record<string, DisciplineSign>
