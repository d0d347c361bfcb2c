// The words of who was invited by the organisation.
import type { FailureCode } from "../api/failure.ts"
import { newPasswordProblems } from "../kit/new-password.ts"
import { linkProblems, registrationProblems } from "./words.ts"

export const welcomeWords = {
  title: "Welkom",
  lead: (organisation: string) => `${organisation} nodigt u uit voor het cliëntportaal.`,
  stepsText: "Kies een wachtwoord. Daarna krijgt u een sms met een code.",
  email: "Uw e-mailadres",
  mobile: "Uw mobiele nummer",
  mobileWhy: "U heeft dit nummer elke keer nodig om in te loggen.",
  confirm: "Bevestig",
  wrong: "Klopt dit niet?",
  wrongText: "Kies dan nog geen wachtwoord. Neem eerst contact met ons op. Wij sturen een nieuwe link.",
  call: "Bel ons",
  callText: (organisation: string) => `Vraag naar uw contactpersoon bij ${organisation}.`,
  logIn: "Inloggen",
}

/** What became of a link that opens nothing any more. */
export const deadLinks = {
  "link-invalid": {
    title: "Deze link werkt niet",
    text: "Open de link nog een keer vanuit uw e-\u2060mail. Lukt dat niet? Neem contact met ons op.",
  },
  "link-used": {
    title: "U heeft al een account",
    text: "Deze uitnodiging is gebruikt. Log in met uw e-\u2060mailadres en wachtwoord.",
  },
  "link-expired": {
    title: "Deze link is te oud",
    text: "Een uitnodiging werkt 14 dagen. Neem contact met ons op voor een nieuwe.",
  },
  "link-replaced": {
    title: "Er is een nieuwere uitnodiging",
    text: "Wij stuurden u een nieuwe link. Open de nieuwste e-\u2060mail van ons.",
  },
  "link-withdrawn": {
    title: "Deze uitnodiging geldt niet meer",
    text: "De uitnodiging is ingetrokken. Neem contact met ons op als u vragen heeft.",
  },
} satisfies Partial<Record<FailureCode, { title: string; text: string }>>

export type DeadLink = keyof typeof deadLinks
export const isDeadLink = (code: string): code is DeadLink => code in deadLinks

export const welcomeProblems: Partial<Record<FailureCode, string>> = {
  ...linkProblems,
  ...newPasswordProblems,
  "privacy-not-accepted": registrationProblems["privacy-not-accepted"],
  "privacy-version-old": registrationProblems["privacy-version-old"],
  busy: registrationProblems.busy,
}
