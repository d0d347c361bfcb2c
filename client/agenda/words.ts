import type { ViewKind } from "./view.ts"

/** "02:30 uur (wintertijd)" */
const hour = (time: string) => time.replace(/^\S+/, "$& uur")
const counted = (count: number) => (count === 1 ? "1 afspraak" : `${count} afspraken`)

export const agendaWords = {
  title: "Agenda",
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  shortDays: ["ma", "di", "wo", "do", "vr", "za", "zo"],
  days: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
  /** What is cancelled is no appointment any more, and said apart. */
  count: (count: number, cancelled: number) =>
    cancelled ? `${counted(count)}, ${cancelled} vervallen` : counted(count),
  show: "Toon",
  kinds: { week: "Per week", month: "Per maand" } satisfies Record<ViewKind, string>,
  of: {
    week: {
      others: "Andere week",
      previous: "Vorige week",
      current: "Deze week",
      next: "Volgende week",
      overview: "Dagen van deze week",
      noneNow: "Deze week staan er geen afspraken in de agenda.",
      none: "In deze week staan er geen afspraken in de agenda.",
      earlier: "Eerder deze week",
      notKept: "U heeft geen internet. Deze week staat niet op dit apparaat.",
      print: "Print deze week",
    },
    month: {
      others: "Andere maand",
      previous: "Vorige maand",
      current: "Deze maand",
      next: "Volgende maand",
      overview: "Dagen van deze maand",
      noneNow: "Deze maand staan er geen afspraken in de agenda.",
      none: "In deze maand staan er geen afspraken in de agenda.",
      earlier: "Eerder deze maand",
      notKept: "U heeft geen internet. Deze maand staat niet op dit apparaat.",
      print: "Print deze maand",
    },
  } satisfies Record<ViewKind, object>,
  emptyWord: "Geen afspraken",
  partWord: "Een deel",
  part: (range: string) => `U heeft geen internet. Van deze maand staat op dit apparaat: ${range}.`,
  /** "10:00 uur" stays together: alone on a line the word says nothing. */
  from: (time: string) => `vanaf ${hour(time).replace(" ", "\u00A0")}`,
  until: (time: string) => `tot ${hour(time)}`,
  untilDay: (day: string, time: string) => `tot ${day}, ${hour(time)}`,
  began: (day: string, time: string) => `begonnen op ${day}, ${hour(time)}`,
  allDay: "De hele dag",
  clock: {
    on: "In deze nacht gaat de klok een uur vooruit.",
    back: "In deze nacht gaat de klok een uur terug.",
  },
  over: "Voorbij",
  cancelled: "Vervallen",
  pending: "Nog niet zeker",
  group: "Met een groep",
  goodToKnow: "Goed om te weten:",
  noneToday: "Vandaag zijn er geen afspraken.",
  noneOnDay: "Geen afspraken.",
  toOwn: "Zet in mijn eigen agenda",
  toOwnWhich: (title: string, day: string, time: string) => `: ${title}, ${day}, ${time}`,
  copies: "Printen of bewaren",
  rule: "Wat u print of bewaart is alleen voor uzelf. U mag het niet openbaar maken of verveelvoudigen.",
  ownText:
    "In uw eigen agenda staat alleen ‘Afspraak’, met de dag en de tijd. Verandert de afspraak? Dan verandert uw eigen agenda niet vanzelf mee.",
  right: "U heeft recht op een kopie van het dossier.",
  rightMore: "Zo vraagt u een kopie",
  copiesOnline: "Printen en bewaren kan als u weer internet heeft.",
  printFailed: "Printen lukt nu niet.",
  notAllowed: "De organisatie staat dit niet meer toe.",
  printed: (moment: string) => `Geprint ${moment}. Alleen voor eigen gebruik.`,
  failed: "De agenda kon niet worden opgehaald.",
  noRight: "U kunt de agenda van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
}
