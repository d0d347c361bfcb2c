import { durationText } from "../kit/words.ts"

export const accountWords = {
  title: "Mijn account",
  details: "Uw gegevens",
  name: "Naam",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  previousLogin: "Vorige keer ingelogd",
  firstLogin: "Dit is de eerste keer",
  records: "Dossiers",
  recordsText: "Deze dossiers kunt u lezen.",
  noRecords: "Er is nu geen dossier dat u kunt lezen.",
  display: "Weergave",
  highContrast: "Hoog contrast",
  displayText: "Zwart op wit, of wit op zwart. Dikke lijnen, geen grijs. Meer keuzes staan bij Weergave.",
  logOut: "Uitloggen",
  logOutText: "Klaar met lezen? Log uit als anderen dit apparaat ook gebruiken.",
  wrong: (organisation: string) =>
    `Klopt er iets niet? Neem contact op met uw contactpersoon bij ${organisation}.`,
}

/** On the account page, with the way to the copy. */
export const copySectionWords = {
  title: "Uw gegevens inzien",
  text: "Bekijk alles wat uw account bewaart. U kunt het printen of als bestand bewaren.",
  open: "Kopie van uw gegevens",
}

export const passwordWords = {
  title: "Wachtwoord wijzigen",
  yours: "Uw wachtwoord",
  current: "Huidig wachtwoord",
  currentSpoken: "huidig wachtwoord",
  currentEmpty: "Fout: vul uw huidige wachtwoord in.",
  currentWrong: "Fout: uw huidige wachtwoord klopt niet. Probeer het nog een keer.",
  busy: "Het is nu erg druk. Probeer het over een halve minuut opnieuw.",
  ends: "Hier blijft u ingelogd. Op uw andere apparaten wordt u uitgelogd.",
  back: "Terug",
  save: "Wachtwoord opslaan",
  done: "Gelukt",
  doneTitle: "Uw wachtwoord is gewijzigd",
  doneText: "Op uw andere apparaten bent u nu uitgelogd. U krijgt hierover een e-\u2060mail.",
  keptText:
    "Wat u hier bewaarde, is gewist. Wat u nu leest bewaren wij weer. Uw nieuwe wachtwoord opent het.",
  lostText:
    "Wat u hier bewaarde, is gewist. Wilt u weer zonder internet lezen? Zet dat aan bij Mijn account.",
  toAccount: "Naar Mijn account",
}

export const tooManyText = (seconds: number) =>
  `U heeft te vaak geprobeerd. Wacht ${durationText(seconds)} en probeer het opnieuw.`
