// The words of changing one's number or address, and of undoing that.
import type { FailureCode } from "../api/failure.ts"

/** On the account page: the ways to the changes. */
export const changesWords = {
  title: "Wijzigen",
  password: "Wachtwoord wijzigen",
  passwordText: "Kent iemand anders uw wachtwoord? Kies dan een nieuw wachtwoord.",
  number: "Mobiel nummer wijzigen",
  numberText: "Naar dit nummer sturen wij uw codes.",
  email: "E-mailadres wijzigen",
  emailText: "Met dit adres logt u in.",
  fromVault: "Nu niet",
  fromVaultText: "U leest wat op dit apparaat is bewaard. Wijzigen kan met internet, als u bent ingelogd.",
}

export const changeWords = {
  step: (at: number, of: number) => `Stap ${at} van ${of}`,
  password: "Uw wachtwoord",
  passwordSpoken: "uw wachtwoord",
  passwordWhy: "Zo weten wij dat u het bent.",
  passwordEmpty: "Fout: vul uw wachtwoord in.",
  back: "Terug",
  next: "Verder",
  stop: "Stoppen",
  expired: "Opnieuw",
  expiredText: "Het duurde te lang. Dat geeft niet. Begin hier opnieuw.",
  done: "Gelukt",
  others: "Op uw andere apparaten bent u nu uitgelogd. Wat daar is bewaard, wissen wij.",
  toAccount: "Naar Mijn account",
  call: "Bel ons",
  callText: (organisation: string) => `Vraag naar uw contactpersoon bij ${organisation}.`,
  ask: (organisation: string) => `Neem contact op met uw contactpersoon bij ${organisation}.`,
}

/** What the password of every change can meet, and the first code. */
export const changeProblems: Partial<Record<FailureCode, string>> = {
  "resend-limit": "U vroeg al een paar keer een code. Wacht een uur, of neem contact met ons op.",
  "sms-unavailable": "Wij kunnen nu geen sms sturen. Probeer het straks opnieuw, of neem contact met ons op.",
  "credentials-wrong": "Fout: uw wachtwoord klopt niet. Probeer het nog een keer.",
  busy: "Het is nu erg druk. Probeer het over een halve minuut opnieuw.",
}

export const numberWords = {
  title: "Mobiel nummer wijzigen",
  now: "Uw nummer is nu",
  how: "Daarna sturen wij een code naar uw oude nummer. En een code naar uw nieuwe nummer.",
  country: "Land",
  mobile: "Nieuw mobiel nummer",
  mobileExample: "Met of zonder streepje mag. Bijvoorbeeld 06\u00A012\u00A034\u00A056\u00A078",
  mobileEmpty: "Fout: vul uw nieuwe mobiele nummer in.",
  oldTitle: "Code naar uw oude nummer",
  oldSent: "Wij stuurden een sms met 6 cijfers naar uw oude nummer:",
  newTitle: "Code naar uw nieuwe nummer",
  newSent: "Wij stuurden een sms met 6 cijfers naar uw nieuwe nummer:",
  newWrong: "Klopt dit nummer niet? Kies dan Ander nummer.",
  other: "Ander nummer",
  save: "Nummer opslaan",
  lost: "Heeft u uw oude nummer niet meer?",
  lostText: "Dan kunt u het nummer niet zelf wijzigen. Wij helpen u graag.",
  doneTitle: "Uw mobiele nummer is gewijzigd",
  doneText: "Uw codes sturen wij voortaan naar",
  doneMail: "U krijgt hierover een e-\u2060mail. Met de link daarin kunt u het 3 dagen lang ongedaan maken.",
}

export const numberProblems: Partial<Record<FailureCode, string>> = {
  ...changeProblems,
  "mobile-invalid": "Fout: dit mobiele nummer klopt niet. Bijvoorbeeld: 06 12 34 56 78.",
  "input-invalid": "Fout: dit mobiele nummer klopt niet. Bijvoorbeeld: 06 12 34 56 78.",
  "mobile-country": "Fout: dit nummer hoort niet bij het land dat u koos.",
  "mobile-unchanged": "Fout: dit is al uw nummer. Vul een ander nummer in.",
  "mobile-shared": "Fout: dit nummer is al bij 3 accounts in gebruik. Kies een ander nummer, of bel ons.",
}

export const undoWords = {
  title: "Wilt u de wijziging ongedaan maken?",
  mobile: "Uw mobiele nummer wordt weer",
  email: "Uw e-mailadres wordt weer",
  ends: "U wordt op al uw apparaten uitgelogd. Wat daar is bewaard, wissen wij.",
  undo: "Maak ongedaan",
  keep: "Deed u de wijziging zelf? Sluit dan deze pagina. Er verandert niets.",
  doneTitle: "De wijziging is ongedaan gemaakt",
  doneText: "Kies nu een nieuw wachtwoord. Dan kan niemand anders met uw account inloggen.",
  password: "Nieuw wachtwoord kiezen",
  logIn: "Inloggen",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Open de link nog een keer vanuit uw e-\u2060mail. Een link werkt 72 uur.",
  help: "Deed u de wijziging niet zelf?",
  helpText: "Bel ons dan meteen. Wij helpen u graag.",
}

export const undoProblems: Partial<Record<FailureCode, string>> = {
  "link-invalid": undoWords.invalidText,
  "email-taken": "Dit e-mailadres hoort nu bij een ander account. Bel ons. Wij helpen u graag.",
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
}
