// The words of registering. Those that the manual prints are taken over letter by letter.
import type { FailureCode } from "../api/failure.ts"
import { newPasswordProblems, newPasswordWords } from "../kit/new-password.ts"

export const registrationWords = {
  title: "Cliënt\u00ADportaal\u00A0- Registratie",
  lead: "Maak eerst een login aan voor u gebruik kunt maken van het portaal.",
  steps: "Zo gaat het",
  stepsText: "Na deze stap krijgt u een e-\u2060mail met een link. Daarna krijgt u een sms met een code.",
  email: "E-mailadres",
  country: "Land",
  mobile: "Mobiel nummer",
  mobileExample: "Met of zonder streepje mag. Bijvoorbeeld 06\u00A012\u00A034\u00A056\u00A078",
  mobileWhy:
    "Het mobiel nummer dat u hier opgeeft heeft u regelmatig nodig om te kunnen inloggen op het cliëntportaal.",
  agree: {
    before: "Hierbij verklaar ik de ",
    link: "privacyverklaring",
    after: " te hebben gelezen en ga akkoord met deze.",
  },
  back: "Terug",
  register: "Registreer",
}

export type RegistrationField = "email" | "country" | "mobile" | "password" | "repeat" | "privacy"

type RegistrationFailure = Extract<
  FailureCode,
  | "email-invalid"
  | "mobile-invalid"
  | "mobile-country"
  | "password-too-short"
  | "password-too-long"
  | "password-needs-capital"
  | "password-too-common"
  | "password-contains-own"
  | "passwords-differ"
  | "privacy-not-accepted"
  | "privacy-version-old"
  | "too-many-requests"
  | "busy"
>
export const registrationProblems = {
  "email-invalid": "Fout: dit e-mailadres klopt niet. Bijvoorbeeld: naam@voorbeeld.nl.",
  "mobile-invalid": "Fout: dit mobiele nummer klopt niet. Bijvoorbeeld: 06 12 34 56 78.",
  "mobile-country": "Fout: dit nummer hoort niet bij het land dat u koos.",
  ...newPasswordProblems,
  "privacy-not-accepted": "Fout: vink aan dat u akkoord gaat.",
  "privacy-version-old": "De privacyverklaring is net veranderd. Lees de nieuwe tekst en vink dan aan.",
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
  busy: "Het is nu erg druk. Probeer het over een halve minuut opnieuw.",
} satisfies Record<RegistrationFailure, string>

export const tooManyText = (time: string) =>
  `Op deze plek is vaak geregistreerd. Wacht tot ${time} en probeer het opnieuw.`

export const emptyProblems: Record<"email" | "mobile" | "password" | "repeat", string> = {
  email: "Fout: vul uw e-mailadres in.",
  mobile: "Fout: vul uw mobiele nummer in.",
  password: newPasswordWords.empty,
  repeat: newPasswordWords.repeatEmpty,
}

/** Where on the form a problem belongs. */
export const fieldOfProblem: Partial<Record<FailureCode, RegistrationField>> = {
  "email-invalid": "email",
  "mobile-invalid": "mobile",
  "mobile-country": "mobile",
  "password-too-short": "password",
  "password-too-long": "password",
  "password-needs-capital": "password",
  "password-too-common": "password",
  "password-contains-own": "password",
  "passwords-differ": "repeat",
  "privacy-not-accepted": "privacy",
  "privacy-version-old": "privacy",
}

export const mailWords = {
  title: "Kijk in uw e-mail.",
  sent: (email: string) => `Wij stuurden een bericht naar ${email}.`,
  open: "Open de blauwe link.",
  wait: "U kunt deze pagina open laten. Hier ziet u vanzelf wanneer uw e-mailadres is bevestigd.",
  notReceived: "Geen e-mail gekregen?",
  spam: "Kijk ook bij ongewenste e-mail. Wacht soms een paar minuten.",
  resend: "Stuur de e-mail opnieuw",
  resent: "Wij stuurden de e-mail opnieuw.",
  mayResendAt: (time: string) => `U kunt om ${time} een nieuwe e-mail vragen.`,
  otherAddress: "E-mailadres verbeteren",
  confirmedTitle: "Uw e-mailadres is bevestigd",
  confirmedText: "U kunt nu inloggen met uw e-mailadres en wachtwoord.",
  logIn: "Inloggen",
  noneTitle: "Deze pagina is verlopen",
  noneText: "Heeft u al op Bevestig gedrukt? Dan kunt u inloggen. Anders kunt u zich opnieuw registreren.",
  register: "Registreer",
}

type MailFailure = Extract<FailureCode, "resend-too-soon" | "resend-limit" | "too-many-requests">
export const mailProblems = {
  "resend-too-soon": "Er is net een e-mail verstuurd. Wacht een paar minuten.",
  "resend-limit":
    "Wij stuurden al een paar e-mails. Kijk ook bij ongewenste e-mail, of neem contact met ons op.",
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
} satisfies Record<MailFailure, string>

export const linkWords = {
  title: "Is dit uw e-mailadres?",
  sms: (mobile: string) => `Daarna sturen wij een sms-code naar ${mobile}.`,
  confirm: "Bevestig",
  wrong: (organisation: string) =>
    `Klopt het adres niet? Neem contact op met uw contactpersoon bij ${organisation}.`,
  wrongNumber: "Klopt het nummer niet? Registreer u dan opnieuw, met het goede nummer.",
  correct: "Nummer verbeteren",
  doneTitle: "Uw e-mailadres is bevestigd",
  doneText: "U kunt nu inloggen met uw e-mailadres en wachtwoord.",
  logIn: "Inloggen",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "Open de link nog een keer vanuit uw e-mail. Een link werkt 24 uur.",
  invalidAgain: "Is de link ouder? Registreer u dan opnieuw. Bent u al bevestigd? Dan kunt u inloggen.",
  register: "Registreer",
}

type LinkFailure = Extract<
  FailureCode,
  "link-invalid" | "sms-unavailable" | "resend-limit" | "too-many-requests"
>
export const linkProblems = {
  "link-invalid": linkWords.invalidText,
  "sms-unavailable": "Wij kunnen nu geen sms sturen. Probeer het straks opnieuw, of neem contact met ons op.",
  "resend-limit": "U vroeg al een paar keer een code. Wacht een uur, of neem contact met ons op.",
  "too-many-requests": "U probeerde het vaak. Wacht een paar minuten en probeer het opnieuw.",
} satisfies Record<LinkFailure, string>
