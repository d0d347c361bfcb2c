// The words of what comes after the login page, and of leaving. Those of the page itself are in words.ts.
import type { FailureCode } from "../api/failure.ts"

export const confirmWords = {
  title: "Kloppen deze gegevens?",
  text: (email: string, mobile: string) => ({
    as: `U logt in als ${email}.`,
    sms: "Wij sturen een sms-code naar",
    mobile,
  }),
  confirm: "Bevestig",
  back: "Terug",
  wrong: (organisation: string) =>
    `Klopt dit niet? Neem contact op met uw contactpersoon bij ${organisation}.`,
}

export const codeWords = {
  title: "Beveiligings\u00ADcode invullen",
  sent: "Wij stuurden een sms met 6 cijfers naar uw mobiele telefoon:",
  label: "Beveiligings\u00ADcode",
  hint: (sentAt: string, minutes: number) =>
    `De code van ${sentAt} werkt ${minutes} minuten. Spaties zijn geen probleem.`,
  logIn: "Inloggen",
  next: "Verder",
  notReceived: "Geen sms gekregen?",
  patience: "Een sms komt soms pas na een paar minuten. Kijk of uw telefoon bereik heeft.",
  resend: "Stuur een nieuwe code",
  otherHelp: "Andere hulp",
  onlyNewest: "Alleen de nieuwste code werkt. De oude codes gelden dan niet meer.",
  resent: (time: string) => `Wij stuurden een nieuwe code om ${time} uur.`,
  mayResendAt: (time: string) => `U kunt om ${time} een nieuwe code vragen.`,
  empty: "Fout: vul de code uit uw sms in.",
  incomplete: (digits: number) =>
    `U vulde ${digits} ${digits === 1 ? "cijfer" : "cijfers"} in. De code heeft 6 cijfers.`,
  wrongNumber: "Klopt het nummer niet?",
  wrongNumberText: {
    login: "Heeft u een ander nummer, of is uw telefoon weg? Bel ons. Wij helpen u verder.",
    registration: "Registreer u dan opnieuw, met het goede nummer.",
    invitation: "Bel ons. Wij sturen u dan een nieuwe uitnodiging.",
  },
  correct: "Nummer verbeteren",
  call: "Bel ons",
  callText: (organisation: string) => `Vraag naar uw contactpersoon bij ${organisation}.`,
}

type CodeFailure = Extract<
  FailureCode,
  | "code-incomplete"
  | "code-wrong"
  | "code-expired"
  | "code-locked"
  | "code-not-sent"
  | "resend-too-soon"
  | "resend-limit"
  | "sms-unavailable"
  | "too-many-requests"
  | "link-withdrawn"
  | "number-full"
>
export const codeProblems = {
  "code-incomplete": "De code heeft 6 cijfers. Kijk nog eens in uw sms.",
  "code-wrong": "Fout: deze code klopt niet. Kijk goed naar de 6 cijfers.",
  "code-expired": "Deze code is te oud. Vraag een nieuwe code.",
  "code-locked": "De code is te vaak verkeerd ingevuld. Vraag een nieuwe code.",
  "code-not-sent": "Er is nog geen code verstuurd. Vraag een nieuwe code.",
  "resend-too-soon": "Er is net een sms verstuurd. Wacht even en vraag dan een nieuwe code.",
  "resend-limit": "U vroeg al een paar keer een code. Begin opnieuw, of neem contact met ons op.",
  "sms-unavailable": "Wij kunnen nu geen sms sturen. Probeer het straks opnieuw, of neem contact met ons op.",
  "too-many-requests":
    "Er is te vaak een verkeerde code ingevuld. Neem contact met ons op. Wij helpen u verder.",
  "number-full":
    "Met dit mobiele nummer zijn er al 3 accounts. Registreer u met een ander nummer, of neem contact met ons op.",
  "link-withdrawn": "Uw uitnodiging geldt niet meer. Neem contact met ons op.",
} satisfies Record<CodeFailure, string>

/** Said instead, when the server tells how long it takes. */
export const codeWaits: Partial<Record<FailureCode, (time: string) => string>> = {
  "too-many-requests": (time) => `U heeft te vaak geprobeerd. Wacht tot ${time}. Of neem contact met ons op.`,
  "resend-limit": (time) =>
    `U vroeg al een paar keer een code. Wacht tot ${time}. Of neem contact met ons op.`,
  "sms-unavailable": (time) =>
    `Wij kunnen nu geen sms sturen. Wacht tot ${time}. Of neem contact met ons op.`,
}

export const bsnWords = {
  title: "Vul uw BSN in",
  titleClient: "Vul het BSN van de cliënt in",
  registered: "Gelukt",
  registeredText: "Uw eenmalige registratie is voltooid.",
  why: "Om het juiste dossier te tonen vragen wij u bij de eerste keer dat u inlogt uw BSN in te vullen.",
  label: "BSN",
  hint: "BSN is uw burgerservicenummer. Het staat op uw paspoort of identiteitskaart.",
  hintClient:
    "BSN is het burgerservicenummer van de cliënt. Het staat op het paspoort of de identiteitskaart.",
  next: "Verder",
  logOut: "Uitloggen",
  privacy: "Wij gebruiken uw BSN alleen om het dossier te vinden.",
}

type BsnFailure = Extract<FailureCode, "bsn-incomplete" | "bsn-no-match" | "bsn-blocked" | "input-invalid">
const incomplete = "Fout: dit nummer klopt niet. Een BSN heeft 9 cijfers. Kijk het nummer nog eens na."
export const bsnProblems = {
  "bsn-incomplete": incomplete,
  "input-invalid": incomplete,
  "bsn-no-match":
    "Fout: bij dit nummer vinden wij geen dossier voor u. Kijk het nummer na. Klopt het? Neem dan contact met ons op.",
  "bsn-blocked": "U probeerde het te vaak. Neem contact met ons op. Wij helpen u verder.",
} satisfies Record<BsnFailure, string>

export const logoutWords = {
  title: "Wilt u uitloggen?",
  text: "Logt u later weer in? Dan krijgt u opnieuw een sms met een code.",
  textWiping:
    "Wat u bewaarde op dit apparaat wissen wij. Wilt u later zonder internet lezen? Kies dan Op slot zetten.",
  lock: "Op slot zetten",
  yes: "Ja, uitloggen",
  no: "Nee, blijven",
  shared: "Dit is een gedeeld apparaat: wis alles",
}

export const sharedWords = {
  title: "Wilt u alles wissen op dit apparaat?",
  why: "Doe dit als het apparaat niet van u is, of als meer mensen het gebruiken. U wordt ook uitgelogd.",
  will: "Dit wissen wij",
  did: "Dit is gewist",
  items: [
    "Wat hier bewaard was om zonder internet te lezen. Ook van anderen die hier inlogden.",
    "De weergave: letters, kleuren en contrast.",
    "Het programma van het portaal op dit apparaat.",
    "Dat het portaal dit apparaat kent. Logt u hier weer in? Dan krijgt u daarover een e-mail.",
  ],
  stays: "Uw account en het dossier blijven bestaan. Op uw andere apparaten verandert er niets.",
  browser:
    "Bewaarde de browser uw wachtwoord, of de pagina's die u opende? Dat kunnen wij niet wissen. Doe dat in de browser zelf. Staat het portaal op het beginscherm? Haal het daar weg.",
  yes: "Ja, wis alles",
  no: "Nee, terug",
  doneTitle: "Alles is gewist",
  loggedOut: "U bent uitgelogd.",
  offline: "Geen internet",
  offlineText:
    "Wij konden u nog niet uitloggen. Laat deze pagina open tot er weer internet is. Of open het portaal hier dan nog een keer.",
  partTitle: "Niet alles is gewist",
  part: "Niet gelukt",
  partText: "Er is misschien nog iets over. Sluit andere tabbladen van het portaal en probeer het opnieuw.",
  again: "Probeer opnieuw",
  logIn: "Naar inloggen",
}
