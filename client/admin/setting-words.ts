import type { PresetName } from "#contract/settings"

export const settingWords = {
  title: "Organisatie",
  intro: "Alles wat uw organisatie zelf kiest. Een wijziging geldt meteen.",
  address: "Adres van het portaal",
  addressText: "Dit en de geheimen stelt technisch beheer in op de server.",
  history: "Wat is gewijzigd",
  historyFacts: "Wie, wanneer, en terugzetten",
  presets: "Inrichting kiezen",
  presetsFacts: "In één stap: zoals de handleiding, of zoals de gebruikersvoorwaarden",
  save: "Opslaan",
  back: "Terug",
  done: "Opgeslagen",
  didSave: "De wijziging geldt nu.",
  nothing: "U heeft nog niets gewijzigd.",
  failed: "De instellingen konden niet worden opgehaald.",
  wrong: (label: string) => `Fout: dit klopt niet bij "${label}".`,
  number: (label: string) => `Fout: vul een getal in bij "${label}".`,
  stale: "Een collega was u voor",
  staleText: "Uw invoer is niet opgeslagen, en staat er nog. Slaat u weer op? Dan geldt uw invoer.",
  holds: (label: string, value: string) => `${label}: nu geldt "${value}".`,
  yours: (value: string) => `U vulde in: "${value}".`,
  lastChange: (by: string, moment: string) => `Laatst gewijzigd door ${by}, ${moment}.`,
  never: "Nog niet gewijzigd.",
  example: "Zo ziet het eruit",
  exampleButton: "Een knop",
  exampleLink: "Een link",
  light: "Licht",
  dark: "Donker",
  contrast: (measured: number, needed: number) =>
    `Gemeten contrast: ${String(measured).replace(".", ",")} op 1. Nodig: ${needed} op 1.`,
  contrastLow: (measured: number, needed: number) =>
    `Fout: deze kleur is niet goed te zien. Het contrast is ${String(measured).replace(".", ",")} op 1, en ${needed} op 1 is nodig. Kies een andere kleur.`,
  colourWrong: "Fout: dit is geen kleur. Schrijf # en 6 cijfers of letters a tot f.",
  helpCare: "Vragen over de zorg",
  helpUrgent: "Haast, of liever iemand spreken?",
  helpDesk: "Lukt er iets niet op de tablet?",
}

export const logoWords = {
  title: "Logo",
  facts: "Het teken boven aan elke pagina, voor de naam van uw organisatie",
  intro: "Het teken boven aan elke pagina. Zonder logo staat daar een blad.",
  now: "Dit staat er nu",
  isLeaf: "Het blad",
  isOwn: "Uw logo",
  alt: "Uw logo, zoals lezers het zien",
  file: "Plaatje kiezen",
  choose: "Kiezen",
  noFile: "Nog niets gekozen",
  chooseHint:
    "PNG, JPEG, WebP of SVG. Het portaal maakt het zo klein als nodig. Kies een liggend logo zonder tekst eromheen.",
  chosen: "Zo komt het eruit te zien",
  save: "Logo opslaan",
  empty: "Fout: kies eerst een plaatje.",
  unreadable: "Fout: dit bestand is geen plaatje dat het portaal kan lezen.",
  tooMuch: "Fout: dit plaatje blijft te groot. Kies een eenvoudiger plaatje.",
  remove: "Terug naar het blad",
  didSave: "Uw logo staat nu boven aan elke pagina.",
  didRemove: "Boven aan elke pagina staat nu het blad.",
}

export const historyWords = {
  title: "Wat is gewijzigd",
  intro: "De nieuwste wijziging staat bovenaan.",
  none: "Er is nog niets gewijzigd.",
  was: "Was",
  became: "Werd",
  undo: "Zet terug",
  undoOf: (label: string) => ` van ${label}`,
  undone: "Teruggezet. Dat geldt nu.",
  command: "Technisch beheer",
  old: "Deze instelling kent het portaal niet meer.",
}

export const presetWords: Record<PresetName, { title: string; text: string }> = {
  A: {
    title: "Zoals de handleiding",
    text: "Lezers registreren zich zelf, zonder BSN. Ze lezen de rapportages van de arts en de zorgafspraken. De contactpersoon is de enige weg naar hulp.",
  },
  B: {
    title: "Zoals de gebruikersvoorwaarden",
    text: "Lezers registreren zich of worden uitgenodigd, en vullen één keer hun BSN in. Ze lezen alle onderdelen. Er zijn 3 wegen naar hulp: zorg, dringend en techniek.",
  },
}
export const presetPageWords = {
  title: "Inrichting kiezen",
  intro: "U ziet eerst wat er verandert. Alles blijft daarna los te wijzigen, en terug te zetten.",
  which: "Welke inrichting?",
  changes: "Dit verandert er",
  same: "Er verandert niets: zo staat het al.",
  from: (before: string, after: string) => `Van "${before}" naar "${after}"`,
  save: "Kies deze inrichting",
  empty: "Fout: kies een inrichting.",
  done: "De inrichting is gekozen. Die geldt nu.",
  helpMissing: "Let op: een weg naar hulp is nog leeg. Vul die aan bij Naam en hulp.",
}

export const settingProblems = {
  "changed-meanwhile": "Een collega was u voor. Er is niets opgeslagen. U ziet nu wat er geldt.",
  "not-found": "Deze wijziging is er niet meer.",
  "not-allowed": "Uw rol mag dit niet.",
  "input-invalid": "Fout: er klopt iets niet.",
  "logo-invalid": logoWords.unreadable,
  "logo-too-large": logoWords.tooMuch,
  "body-too-large": logoWords.tooMuch,
}
