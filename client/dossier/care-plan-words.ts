import type { CareAgreement, CareGoal, Progress } from "#contract/care-plan"
import type { BadgeKind } from "../kit/KitBadge.vue"

export type State = { kind: BadgeKind; word: string }

export const carePlanWords = {
  title: "Zorgplan",
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  holdsSince: (day: string) => `Dit plan geldt vanaf ${day}.`,
  held: (from: string | null, until: string | null) => {
    if (from && until) return `Dit plan gold van ${from} tot en met ${until}.`
    if (until) return `Dit plan gold tot en met ${until}.`
    return from ? `Dit plan begon op ${from}.` : ""
  },
  goal: "Doel",
  agreed: "Dit spreken wij af",
  otherAgreements: "Andere afspraken",
  otherGoals: "Overige doelen",
  otherGoalsText: "Deze doelen horen niet bij een plan.",
  inWords: "Het plan in woorden",
  about: "Over dit plan",
  author: "Opgesteld door",
  madeWith: "Samen met",
  lookAgain: (day: string) => `Wij kijken hier weer naar op ${day}.`,
  lookedAgain: (day: string) => `Wij zouden hiernaar kijken op ${day}.`,
  lookAgainIn: (span: string) => `Wij kijken hier weer naar in ${span}.`,
  lookedAgainIn: (span: string) => `Wij zouden hiernaar kijken in ${span}.`,
  since: (day: string) => `Dit doel is er sinds ${day}.`,
  measured: "Hier letten wij op:",
  notDo: "Niet doen:",
  who: "Wie:",
  when: "Wanneer:",
  where: "Waar:",
  team: "het zorgteam",
  patientSelf: (callName: string) => `${callName} zelf`,
  readerSelf: "uzelf",
  changed: (moment: string) => `Gewijzigd op ${moment}`,
  agreedNew: (moment: string) => `Nieuw of gewijzigd op ${moment}`,
  paused: "Even stil",
  pausedText: "Dit plan staat even stil. Vraag uw zorgteam wat dat betekent.",
  ended: "Geldt niet meer",
  endedText: "Dit is een eerder plan. De afspraken hieruit gelden niet meer.",
  earlier: "Eerdere plannen",
  earlierOne: "Eerder plan",
  untitled: "Zorgplan",
  now: "Naar het zorgplan van nu",
  none: "Er is nog geen zorgplan. Zodra het team iets met u afspreekt, leest u het hier.",
  noneNow: "Er is nu geen zorgplan. Eerdere plannen leest u hieronder.",
  failed: "Het zorgplan kon niet worden opgehaald.",
  noRight:
    "U kunt het zorgplan van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
  noRightEarlier: "U kunt dit plan niet bekijken. Misschien is het ingetrokken, of is uw toegang gewijzigd.",
  disagree: "Bent u het oneens met de inhoud?",
  disagreeText: "Wij praten er graag met u over. U leest ook wat uw rechten zijn.",
  disagreeMore: "Dit kunt u doen",
}

/** How it goes, in a word and a shape. */
export const progressStates: Record<Progress, State> = {
  "in-progress": { kind: "info", word: "Nog bezig" },
  improving: { kind: "ok", word: "Gaat goed" },
  sustaining: { kind: "ok", word: "Blijft goed" },
  achieved: { kind: "ok", word: "Gehaald" },
  "no-change": { kind: "info", word: "Blijft gelijk" },
  "no-progress": { kind: "warn", word: "Nog niet beter" },
  worsening: { kind: "warn", word: "Let op" },
  "not-achieved": { kind: "warn", word: "Niet gehaald" },
  "not-attainable": { kind: "info", word: "Lukt niet meer" },
}

export const goalStates: Record<Exclude<CareGoal["state"], "active">, State> = {
  paused: { kind: "info", word: "Even stil" },
  done: { kind: "ok", word: "Afgerond" },
  stopped: { kind: "info", word: "Gestopt" },
}

export const agreementStates: Record<Exclude<CareAgreement["state"], "agreed">, State> = {
  paused: { kind: "info", word: "Even stil" },
  done: { kind: "ok", word: "Klaar" },
}

export const whenWords = {
  every: { h: "elk uur", d: "elke dag", wk: "elke week", mo: "elke maand", a: "elk jaar" },
  everyFew: { h: "uur", d: "dagen", wk: "weken", mo: "maanden", a: "jaar" },
  per: { h: "uur", d: "dag", wk: "week", mo: "maand", a: "jaar" },
  days: {
    mon: "maandag",
    tue: "dinsdag",
    wed: "woensdag",
    thu: "donderdag",
    fri: "vrijdag",
    sat: "zaterdag",
    sun: "zondag",
  },
  moments: {
    MORN: "’s ochtends",
    NOON: "tussen de middag",
    AFT: "’s middags",
    EVE: "’s avonds",
    NIGHT: "’s nachts",
    WAKE: "na het wakker worden",
    HS: "voor het slapen",
    AC: "voor het eten",
    ACM: "voor het ontbijt",
    ACD: "voor de lunch",
    ACV: "voor het avondeten",
    C: "bij het eten",
    CM: "bij het ontbijt",
    CD: "bij de lunch",
    CV: "bij het avondeten",
    PC: "na het eten",
    PCM: "na het ontbijt",
    PCD: "na de lunch",
    PCV: "na het avondeten",
  } as Record<string, string>,
  unclear: "vraag het aan het zorgteam",
}
