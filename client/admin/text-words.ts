import type { LegalText } from "#contract/organisation"
import type { ListedAnnouncement, ListedVersion } from "#contract/texts"

export const kindNames: Record<LegalText["kind"], string> = {
  privacyStatement: "Privacyverklaring",
  termsOfUse: "Gebruikersvoorwaarden",
}

export const textWords = {
  failed: "De teksten konden niet worden opgehaald.",
  done: "Opgeslagen",
  back: "Terug",
  sure: "Weet u het zeker?",
  no: "Nee, terug",
}

export const legalWords = {
  title: "Voorwaarden en privacyverklaring",
  facts: "Versies met de dag waarop ze ingaan",
  intro: "Een versie die geldt, verandert nooit. Maak een nieuwe versie.",
  none: "Er is nog geen versie.",
  version: (version: string) => `Versie ${version}`,
  from: (day: string, accepted: number) =>
    `Gaat in op ${day}. ${accepted === 1 ? "1 lezer ging akkoord." : `${accepted} lezers gingen akkoord.`}`,
  add: "Nieuwe versie",
  addOf: (kind: string) => ` van ${kind.toLowerCase()}`,
  withdraw: "Trek in",
  withdrawText: "Lezers die al bericht kregen, hoort u zelf te laten weten dat deze versie niet doorgaat.",
  yesWithdraw: "Ja, trek deze versie in",
  withdrawn: (version: string) => `Versie ${version} is ingetrokken.`,
}
export const legalStates: Record<ListedVersion["state"], { kind: "ok" | "info" | "warn"; word: string }> = {
  current: { kind: "ok", word: "Geldt nu" },
  announced: { kind: "info", word: "Aangekondigd" },
  earlier: { kind: "warn", word: "Vervallen" },
}

export const newTextWords = {
  title: (kind: string) => `Nieuwe versie: ${kind.toLowerCase()}`,
  notice: (days: number) =>
    `Lezers krijgen ${days} dagen vooraf bericht. De eerste versie mag meteen ingaan.`,
  version: "Naam van de versie",
  versionHint: "Bijvoorbeeld 2027-1.",
  day: "Dag waarop de versie ingaat",
  dayHint: "Bijvoorbeeld 1-2-2027.",
  summary: "Wat is er anders?",
  summaryHint: "In een paar gewone zinnen. Lezers krijgen dit per e-mail. Leeg bij een eerste versie.",
  body: "De tekst",
  bodyHint:
    "Een regel die begint met # is een kop. Een regel met - is een punt. Een lege regel begint een nieuwe alinea.",
  begin: "Begin met de tekst die nu geldt",
  preview: "Zo ziet het eruit",
  save: "Kondig deze versie aan",
  done: (version: string) => `Versie ${version} is aangekondigd.`,
  versionEmpty: "Fout: geef de versie een naam.",
  dayWrong: "Fout: deze datum klopt niet. Schrijf dag-maand-jaar.",
  bodyEmpty: "Fout: vul de tekst in.",
}

export const announcementWords = {
  title: "Mededelingen",
  facts: "Wat lezers op Start lezen over het portaal",
  intro: "Een mededeling staat bij alle lezers op Start. Schrijf nooit iets over een cliënt.",
  none: "Er zijn nog geen mededelingen.",
  period: (from: string, until: string, read: number) =>
    `Van ${from} tot en met ${until}. ${read === 1 ? "1 lezer las dit." : `${read} lezers lazen dit.`}`,
  add: "Nieuwe mededeling",
  name: "Titel",
  body: "Tekst",
  first: "Eerste dag",
  last: "Laatste dag",
  dayHint: "Bijvoorbeeld 1-12-2026.",
  save: "Plaats de mededeling",
  done: "De mededeling is geplaatst.",
  end: "Stop met tonen",
  endOf: (title: string) => ` van ${title}`,
  ended: "De mededeling wordt niet meer getoond.",
  nameEmpty: "Fout: vul de titel in.",
  bodyEmpty: "Fout: vul de tekst in.",
  firstWrong: "Fout: de eerste dag klopt niet. Schrijf dag-maand-jaar.",
  lastWrong: "Fout: de laatste dag klopt niet. Schrijf dag-maand-jaar.",
  preview: "Zo ziet het eruit",
}
export const announcementStates: Record<
  ListedAnnouncement["state"],
  { kind: "ok" | "info" | "warn"; word: string }
> = {
  shown: { kind: "ok", word: "Wordt getoond" },
  later: { kind: "info", word: "Later" },
  over: { kind: "warn", word: "Voorbij" },
  ended: { kind: "warn", word: "Gestopt" },
}

export const glossaryPageWords = {
  title: "Woordenlijst",
  facts: "Uitleg van woorden, en wat lezers niet kennen",
  intro: "Lezers tikken op een woord en lezen uw uitleg. Het portaal kent zelf al veel woorden.",
  unknown: "Deze woorden kennen lezers niet",
  unknownNone: "Niemand vroeg naar een woord.",
  times: (times: number, day: string) => `${times} keer gevraagd, het laatst op ${day}.`,
  explain: "Leg uit",
  forget: "Haal weg",
  of: (word: string) => ` ${word}`,
  form: "Een woord uitleggen",
  word: "Woord of afkorting",
  wordHint: "Alleen hoofdletters? Dan herkent het portaal het woord alleen in hoofdletters.",
  text: "Uitleg",
  textHint: "Kort, in gewone woorden. 3 tot en met 300 tekens.",
  save: "Uitleg opslaan",
  done: (word: string) => `De uitleg van ${word} staat bij lezers.`,
  own: "Uw eigen woorden",
  ownNone: "U heeft nog geen eigen woorden.",
  remove: "Verwijder",
  removed: (word: string) => `De uitleg van ${word} is verwijderd.`,
  forgotten: (word: string) => `${word} staat niet meer op de lijst.`,
  wordEmpty: "Fout: vul een woord van 2 tot en met 40 letters in.",
  textEmpty: "Fout: vul een uitleg van 3 tot en met 300 tekens in.",
}

export const textProblems = {
  "version-known": "Fout: deze versie bestaat al. Een versie verandert nooit: kies een andere naam.",
  "day-taken": "Fout: op die dag gaat al een andere versie in. Kies een andere dag, of trek die eerst in.",
  "notice-too-short": "Fout: deze dag is te vroeg. Lezers moeten op tijd bericht krijgen.",
  "summary-missing": "Fout: vul in wat er anders is.",
  "days-wrong": "Fout: de laatste dag ligt voor de eerste dag, of is al voorbij.",
  "terms-full": "Er zijn al 300 woorden. Verwijder eerst een woord.",
  "not-found": "Dit is er niet meer. U ziet nu wat er geldt.",
  "not-possible": "Dit kan nu niet meer. U ziet nu wat er geldt.",
  "not-allowed": "Uw rol mag dit niet.",
  "input-invalid": "Fout: een veld is leeg, te lang, of heeft een teken dat niet kan.",
}
