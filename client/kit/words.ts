// Dutch words that belong to no single screen.

export const kitWords = {
  busy: "Bezig…",
  loading: "Bezig met ophalen",
  retry: "Probeer opnieuw",
  error: "Fout",
  takesLong: "Het ophalen duurt lang. Misschien is uw internet traag. Wij gaan door. U hoeft niets te doen.",
  takesLongMore: "Duurt het te lang? Dit kunt u doen",
  notFetched: "Niet opgehaald",
  notKept: "Niet op dit apparaat",
  noRightWord: "Geen toegang",
  ask: (organisation: string) => `Vragen? Neem contact op met uw contactpersoon bij ${organisation}.`,
  reachUs: "Zo bereikt u ons",
  emptyWord: "Nog leeg",
  notes: {
    slow: {
      word: "Traag internet",
      text: "U leest wat eerder is bewaard. Wij halen het nieuwste nog op. U kunt gewoon lezen.",
    },
    "too-long": {
      word: "Niet bewaard",
      text: "Dit is te lang om op uw apparaat te bewaren. U leest het alleen met internet.",
    },
  },
  summary: "Dit klopt nog niet",
  failure: "Dat is niet gelukt",
  on: "Aan",
  off: "Uit",
  show: "Toon",
  hide: "Verberg",
  youAreHere: "U bent hier",
  start: "Start",
  isNew: "Nieuw",
  today: "Vandaag",
  opensNewTab: "opent in een nieuw tabblad",
  saved: (moment: string) => `Bewaard ${moment}.`,
  neverWord: "Nog niet opgehaald",
  neverUpdated:
    "Dit dossier is nog niet opgehaald bij de zorgorganisatie. Daarom kunnen wij nog niets tonen. Kijk later nog eens.",
  staleWord: "Niet het nieuwste",
  stale: (moment: string) =>
    `Dit dossier is bijgewerkt ${moment}. Er kan nu iets nieuws zijn dat u hier nog niet leest.`,
  staleMore: "Wilt u het zeker weten? Zo bereikt u ons",
  newer: "Nieuwer",
  newerText: "Er is iets nieuws. U leest nu wat eerder is bewaard.",
  showNewer: "Toon het nieuwste",
}

/** What any request can meet, whatever it asked for. */
export const generalProblems = {
  "not-kept": "U heeft geen internet. Deze pagina is niet bewaard op dit apparaat.",
  unreachable: "Er is geen verbinding met het portaal. Controleer uw internet en probeer het opnieuw.",
  trouble: "Het portaal heeft een storing. Probeer het over een paar minuten opnieuw.",
}

/** The sentence for a code: the screen's own words first, then what every screen says. */
export function sayProblem(words: Partial<Record<string, string>>, code: string): string {
  if (code === "unreachable" || code === "not-kept") return words[code] ?? generalProblems[code]
  return words[code] ?? generalProblems.trouble
}

/** "30 seconden", "1 minuut", "2 uur": rounded up, so that nobody comes back too early. */
export function durationText(seconds: number): string {
  if (seconds <= 90) return `${Math.max(1, Math.ceil(seconds))} ${seconds <= 1 ? "seconde" : "seconden"}`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 90) return `${minutes} minuten`
  return `${Math.ceil(minutes / 60)} uur`
}
