import type { DisplayField, DisplayValue } from "#contract/display"
import type { Saved } from "./display.store.ts"

type Option<Value> = { value: Value; text: string }
type Group<Field extends DisplayField> = {
  legend: string
  hint?: string
  options: readonly Option<DisplayValue<Field>>[]
}

/** Every choice: its question, what it is good for, its answers. */
export const displayGroups: { [Field in DisplayField]: Group<Field> } = {
  schaal: {
    legend: "Lettergrootte",
    hint: "Pas grote lettertype aan.",
    options: [
      { value: 100, text: "Gewoon" },
      { value: 125, text: "Groot" },
      { value: 150, text: "Groter" },
      { value: 175, text: "Heel groot" },
      { value: 200, text: "Grootst" },
    ],
  },
  contrast: {
    legend: "Hoog contrast",
    hint: "Zwart op wit, of wit op zwart. Dikke lijnen, geen grijs.",
    options: [
      { value: "volg", text: "Volg mijn apparaat" },
      { value: "aan", text: "Aan" },
      { value: "uit", text: "Uit" },
    ],
  },
  thema: {
    legend: "Licht of donker",
    hint: "Donker is rustiger in de avond.",
    options: [
      { value: "volg", text: "Volg mijn apparaat" },
      { value: "licht", text: "Licht" },
      { value: "donker", text: "Donker" },
    ],
  },
  kleuren: {
    legend: "Kleuren",
    hint: "Voor mensen met (gedeeltelijke) kleuren\u00ADblindheid.",
    options: [
      { value: "gewoon", text: "Gewoon" },
      { value: "rood-groen", text: "Rood en groen lijken op elkaar" },
      { value: "blauw-geel", text: "Blauw en geel lijken op elkaar" },
      { value: "zonder-kleur", text: "Zonder kleur" },
    ],
  },
  ruimte: {
    legend: "Ruimte tussen regels",
    options: [
      { value: "gewoon", text: "Gewoon" },
      { value: "ruim", text: "Ruim" },
      { value: "heel-ruim", text: "Heel ruim" },
    ],
  },
  letters: {
    legend: "Soort letters",
    options: [
      { value: "gewoon", text: "Gewoon" },
      { value: "vertrouwd", text: "Vertrouwd" },
      { value: "dyslexie", text: "Voor dyslexie" },
    ],
  },
  knoppen: {
    legend: "Knoppen",
    hint: "Een grote knop raakt u makkelijker.",
    options: [
      { value: "gewoon", text: "Gewoon" },
      { value: "groot", text: "Groot" },
      { value: "extra-groot", text: "Extra groot" },
    ],
  },
  beweging: {
    legend: "Beweging",
    hint: "Met Minder beweegt er niets op het scherm.",
    options: [
      { value: "volg", text: "Volg mijn apparaat" },
      { value: "minder", text: "Minder" },
    ],
  },
  voorlezen: {
    legend: "Voorlezen",
    hint: "Met Aan staat er een knop Lees voor bij lange teksten. De stem is die van uw apparaat.",
    options: [
      { value: "aan", text: "Aan" },
      { value: "uit", text: "Uit" },
    ],
  },
  tempo: {
    legend: "Tempo van het voorlezen",
    options: [
      { value: "langzaam", text: "Langzaam" },
      { value: "gewoon", text: "Gewoon" },
      { value: "snel", text: "Snel" },
    ],
  },
  uitleg: {
    legend: "Uitleg bij moeilijke woorden",
    hint: "Woorden met stippen eronder leggen wij uit als u erop drukt.",
    options: [
      { value: "aan", text: "Aan" },
      { value: "uit", text: "Uit" },
    ],
  },
}

const inAccount = "Bewaard in uw account."
const onDevice = "Bewaard op dit apparaat."

export const displayWords = {
  title: "Weergave",
  lead: "Kies wat u fijn leest. U ziet het meteen.",
  back: "Terug",
  undo: "Ongedaan maken",
  reset: "Terug naar gewone weergave",
  more: "Meer keuzes",
  moreText: "Ruimte tussen regels, soort letters, knoppen, beweging, voorlezen en uitleg.",
  forced: "Uw apparaat kiest zelf de kleuren. Daarom kunt u ze hier niet kiezen.",
  willBe: { account: "Wij bewaren uw keuze in uw account.", device: "Wij bewaren uw keuze op dit apparaat." },
  saved: {
    account: inAccount,
    device: onDevice,
    later: `${onDevice} Bij internet ook in uw account.`,
    page: "Dit apparaat bewaart niets. Uw keuze geldt tot u het portaal sluit.",
    "nothing-to-undo": "Er is niets om ongedaan te maken.",
  } satisfies Record<Exclude<Saved, "nowhere-yet">, string>,
  medical: { "rood-groen": "protan of deutan", "blauw-geel": "tritan" } as Record<string, string>,
  scope: {
    legend: "Gebruik deze weergave op",
    options: [
      { value: "all", text: "Al mijn apparaten" },
      { value: "here", text: "Alleen dit apparaat" },
    ],
  } as const,
}

export const exampleWords = {
  title: "Zo ziet een rapportage eruit",
  kind: "Zorg",
  text: {
    before: "Mevrouw sliep goed en at 2 boterhammen. Lees meer over de ",
    link: "medicijnen",
    after: ".",
  },
  button: "Een knop",
  badges: { ok: "Gelukt", info: "Nieuw", warn: "Let op", error: "Fout" },
  letters: "Aa",
  lines: "Mevrouw sliep goed. Zij at 2 boterhammen en dronk thee.",
  press: "Knop",
}

export const newsWords = {
  word: "Weergave",
  updated: "Uw weergave is bijgewerkt vanaf een ander apparaat.",
  back: "Terug",
  undo: displayWords.undo,
  close: "Sluiten",
  manyAdopted: "Uw keuzes voor de weergave staan nu ook in uw account.",
}

/** "Hoog contrast staat nu ook aan in uw account." */
export function adoptedText(choices: { [Field in DisplayField]?: DisplayValue<Field> }): string {
  const [first, ...others] = Object.entries(choices) as [DisplayField, DisplayValue][]
  if (!first || others.length > 0) return newsWords.manyAdopted
  const { legend, options } = displayGroups[first[0]]
  const answer = options.find(({ value }) => value === first[1])?.text ?? ""
  const isSwitch = first[1] === "aan" || first[1] === "uit"
  return `${legend} staat nu ook ${isSwitch ? answer.toLowerCase() : `op ${answer}`} in uw account.`
}
