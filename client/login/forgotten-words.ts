// The words on the way to a new password.
import type { FailureCode } from "../api/failure.ts"
import { newPasswordProblems } from "../kit/new-password.ts"

export const forgottenWords = {
  title: "Wachtwoord vergeten",
  lead: "Dat kan gebeuren. Vul uw e-mailadres in. Wij sturen u een e-\u2060mail met een link.",
  next: "Daarna krijgt u een sms met een code. Dan kiest u een nieuw wachtwoord.",
  email: "E-mailadres",
  emailEmpty: "Fout: vul uw e-mailadres in.",
  send: "Stuur de e-\u2060mail",
  back: "Terug naar inloggen",
  expired: "Opnieuw",
  expiredText: "Het duurde te lang. Dat geeft niet. Vraag hier een nieuwe link.",
  tip: "Tip",
  tipText: "Let op hoofdletters in uw wachtwoord. Met de knop 'Toon wachtwoord' ziet u wat u typt.",
  sentTitle: "Kijk in uw e-\u2060mail.",
  sent: (email: string) => `Is ${email} bij ons bekend? Dan stuurden wij u een e-\u2060mail.`,
  open: "Open de blauwe link. De link werkt 30 minuten.",
  notReceived: "Geen e-\u2060mail gekregen?",
  spam: "Kijk ook bij ongewenste e-\u2060mail. Wacht soms een paar minuten.",
  again: "Probeer het opnieuw",
  help: "Lukt het niet?",
  otherNumber: "Heeft u een ander mobiel nummer? Ook dan helpen wij u graag.",
  call: "Bel ons",
  callText: (organisation: string) => `Vraag naar uw contactpersoon bij ${organisation}.`,
  ask: (organisation: string) => `Neem contact op met uw contactpersoon bij ${organisation}.`,
  mail: "Stuur een e-\u2060mail",
  mailText: "Schrijf erbij hoe wij u kunnen bellen. Stuur nooit uw wachtwoord of BSN mee.",
}

const tooMany = "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw."
const busy = "Het is nu erg druk. Probeer het over een halve minuut opnieuw."

type AskFailure = Extract<FailureCode, "email-invalid" | "input-invalid" | "too-many-requests" | "busy">
const noAddress = "Fout: dit e-mailadres klopt niet. Bijvoorbeeld: naam@voorbeeld.nl."
export const askProblems = {
  "email-invalid": noAddress,
  "input-invalid": noAddress,
  "too-many-requests": tooMany,
  busy,
} satisfies Record<AskFailure, string>

export const resetLinkWords = {
  title: "Wilt u een nieuw wachtwoord kiezen?",
  sms: "Wij sturen eerst een sms-code naar",
  confirm: "Bevestig",
  wrong: (organisation: string) =>
    `Heeft u dit nummer niet meer? Neem contact op met uw contactpersoon bij ${organisation}.`,
  notYou: "Vroeg u dit niet? Sluit dan deze pagina. Uw wachtwoord blijft zoals het was.",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Open de link nog een keer vanuit uw nieuwste e-\u2060mail. Een link werkt 30 minuten.",
  invalidAgain: "Is de link ouder, of al gebruikt? Vraag dan een nieuwe.",
  again: "Vraag een nieuwe link",
  logIn: "Inloggen",
}

export const chooseWords = {
  title: "Kies een nieuw wachtwoord",
  lead: (email: string) => `Dit wordt het wachtwoord van ${email}.`,
  ends: "U wordt op al uw apparaten uitgelogd. Daarna logt u in met het nieuwe wachtwoord.",
  save: "Wachtwoord opslaan",
}

export const chooseProblems: Partial<Record<FailureCode, string>> = {
  ...newPasswordProblems,
  "input-invalid": newPasswordProblems["password-too-long"],
  "too-many-requests": tooMany,
  busy,
}
