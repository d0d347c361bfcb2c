// The words of changing one's e-mail address, and of the link that is mailed to the new one.
import type { FailureCode } from "../api/failure.ts"
import { changeProblems } from "./change-words.ts"

export const emailWords = {
  title: "E-mailadres wijzigen",
  now: "Uw e-mailadres is nu",
  how: "Daarna sturen wij een code naar uw telefoon. En een e-\u2060mail naar uw nieuwe adres.",
  email: "Nieuw e-mailadres",
  emailExample: "Bijvoorbeeld naam@voorbeeld.nl. U logt straks in met dit adres.",
  emailEmpty: "Fout: vul uw nieuwe e-mailadres in.",
  codeTitle: "Code naar uw telefoon",
  codeSent: "Wij stuurden een sms met 6 cijfers naar uw nummer:",
  lost: "Heeft u uw mobiele nummer niet meer?",
  lostText: "Dan kunt u uw e-\u2060mailadres niet zelf wijzigen. Wij helpen u graag.",
  mailTitle: "Kijk in uw e-mail",
  mailSent: "Wij stuurden een bericht naar",
  mailOpen: "Open de blauwe link en kies Bevestig. Dat kan 24 uur, ook op een ander apparaat.",
  until: "Tot dan logt u in met uw oude e-\u2060mailadres.",
  wait: "U kunt deze pagina open laten. Hier ziet u vanzelf wanneer het gelukt is.",
  notReceived: "Geen e-mail gekregen?",
  spam: "Kijk ook bij ongewenste e-mail. Wacht soms een paar minuten. Klopt het adres?",
  resend: "Stuur de e-mail opnieuw",
  resent: "Wij stuurden de e-mail opnieuw. Alleen de nieuwste link werkt.",
  mayResendAt: (time: string) => `U kunt om ${time} een nieuwe e-mail vragen.`,
  other: "Ander adres",
  ended: "Gestopt",
  endedText: "Deze wijziging is gestopt. Uw e-\u2060mailadres bleef zoals het was. Begin hier opnieuw.",
  doneTitle: "Uw e-mailadres is gewijzigd",
  doneText: "U logt voortaan in met",
  doneMail:
    "Uw oude e-\u2060mailadres krijgt hierover bericht. Met de link daarin kunt u het 3 dagen lang ongedaan maken.",
}

export const emailProblems: Partial<Record<FailureCode, string>> = {
  ...changeProblems,
  "email-invalid": "Fout: dit e-mailadres klopt niet. Bijvoorbeeld: naam@voorbeeld.nl.",
  "input-invalid": "Fout: dit e-mailadres klopt niet. Bijvoorbeeld: naam@voorbeeld.nl.",
  "email-unchanged": "Fout: dit is al uw e-mailadres. Vul een ander e-mailadres in.",
}

export const emailMailProblems: Partial<Record<FailureCode, string>> = {
  "resend-too-soon": "Er is net een e-mail verstuurd. Wacht een paar minuten.",
  "resend-limit":
    "Wij stuurden al een paar e-mails. Kijk ook bij ongewenste e-mail, of neem contact met ons op.",
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
}

export const newEmailWords = {
  title: "Is dit uw nieuwe e-mailadres?",
  text: "Na Bevestig logt u in met dit e-\u2060mailadres. Uw oude e-\u2060mailadres werkt dan niet meer.",
  ends: "Op uw andere apparaten wordt u uitgelogd. Wat daar is bewaard, wissen wij.",
  confirm: "Bevestig",
  notYou: "Vroeg u dit niet? Sluit dan deze pagina. Er verandert niets.",
  doneTitle: "Uw e-mailadres is gewijzigd",
  doneText: "U logt voortaan in met",
  doneOther: "Staat het portaal nog open op een ander scherm? Daar kunt u verder lezen.",
  goOn: "Naar het portaal",
  takenTitle: "Dit e-mailadres kan niet",
  taken: "Dit e-mailadres hoort nu bij een ander account. Er is niets veranderd.",
  takenHelp: "Wilt u toch dit e-mailadres?",
  takenHelpText: "Bel ons. Wij helpen u graag.",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Open de link uit de nieuwste e-\u2060mail. Een link werkt 24 uur.",
  invalidAgain: "Is de link ouder? Log dan in met uw oude e-\u2060mailadres. Begin opnieuw bij Mijn account.",
  logIn: "Inloggen",
}

export const newEmailProblems: Partial<Record<FailureCode, string>> = {
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
}
