// The words of who lost the telephone and gets another number, and of who never asked for one.

export const newNumberWords = {
  title: "Klopt uw nieuwe nummer?",
  lead: (email: string) => `Dit wordt het mobiele nummer van ${email}.`,
  sms: "Wij sturen een sms-code naar",
  confirm: "Bevestig",
  wrong: "Klopt het nummer niet? Kies dan niet Bevestig. Neem contact met ons op.",
  ends: "U wordt op al uw apparaten uitgelogd. Daarna logt u in met het nieuwe nummer.",
  next: "Verder",
  doneTitle: "Uw nieuwe nummer werkt",
  doneText: "U kunt nu inloggen. De code gaat naar uw nieuwe nummer.",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Open de link nog een keer vanuit uw nieuwste e-\u2060mail. Een link werkt 72 uur.",
  logIn: "Inloggen",
}

export const stopWords = {
  title: "Was u dit niet?",
  asked: (email: string) => `Voor ${email} is een ander mobiel nummer gevraagd:`,
  text: "Vroeg u dit niet zelf? Kies dan Dit was ik niet. Uw nummer blijft zoals het is.",
  stop: "Dit was ik niet",
  itWasMe: "Vroeg u dit wel zelf? Dan hoeft u niets te doen. Sluit deze pagina.",
  doneTitle: "Het is gestopt",
  doneText: "Uw nummer blijft zoals het was. Wij kijken wat er is gebeurd. Bel ons ook.",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Dit is al gestopt, of het is al klaar. Vertrouwt u het niet? Bel ons dan meteen.",
}

export const callWords = {
  call: "Bel ons",
  callText: (organisation: string) => `Vraag naar uw contactpersoon bij ${organisation}.`,
}
