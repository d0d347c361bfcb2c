import type { NewsFrequency } from "#contract/account"

const answers: Record<NewsFrequency, string> = {
  direct: "Direct",
  daily: "Elke dag",
  weekly: "Elke week",
  off: "Geen bericht",
}

export const newsOptions = (["direct", "daily", "weekly", "off"] as const).map((value) => ({
  value,
  text: answers[value],
}))

export const newsWords = {
  title: "Bericht bij iets nieuws",
  account: "Mijn account",
  lead: "Wij kunnen u een e-mail sturen als er iets nieuws is om te lezen.",
  legend: "Hoe vaak wilt u bericht?",
  what: {
    direct: "Tussen 8 en 20 uur, hooguit 1 e-mail per uur.",
    daily: "Om 17 uur, alleen als er iets nieuws is.",
    weekly: "Op vrijdag om 17 uur, alleen als er iets nieuws is.",
    off: "U kijkt zelf wanneer u wilt.",
  } satisfies Record<NewsFrequency, string>,
  saved: "Opgeslagen",
  now: {
    direct: "U krijgt bericht zodra er iets nieuws is.",
    daily: "U krijgt hooguit 1 keer per dag bericht.",
    weekly: "U krijgt hooguit 1 keer per week bericht.",
    off: "U krijgt geen bericht meer als er iets nieuws is.",
  } satisfies Record<NewsFrequency, string>,
  undo: "Ongedaan maken",
  notSaved: "Uw keuze is niet bewaard.",
  failed: "Uw keuze kon niet worden opgehaald.",
  mail: "In de e-mail staat alleen dát er iets nieuws is. Geen naam, en niets over de zorg.",
}

export const newsSectionWords = {
  title: "Bericht bij iets nieuws",
  text: "U kiest zelf hoe vaak u een e-mail krijgt.",
  open: "Berichten kiezen",
}
