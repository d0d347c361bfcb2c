// What public/weergave.js leaves for the program: it has run before anything else.

export type DisplaySettings = {
  versie: 1
  contrast: "volg" | "aan" | "uit"
  thema: "volg" | "licht" | "donker"
  kleuren: "gewoon" | "rood-groen" | "blauw-geel" | "zonder-kleur"
  schaal: 100 | 125 | 150 | 175 | 200
  ruimte: "gewoon" | "ruim" | "heel-ruim"
  letters: "gewoon" | "vertrouwd" | "dyslexie"
  knoppen: "gewoon" | "groot" | "extra-groot"
  beweging: "volg" | "minder"
}

declare global {
  interface Window {
    weergave: { read(): DisplaySettings; keep(settings: DisplaySettings): void }
  }
}
