// The words of logging in. Those between quotes in the manual and the terms of use are taken over letter by letter.
import type { FailureCode } from "../api/failure.ts"
import { waitText } from "../kit/wait-text.ts"
import type { Arrival } from "./login.store.ts"

export const loginWords = {
  title: "Cliënt\u00ADportaal\u00A0- Inloggen",
  only: (organisation: string) =>
    `Gebruik uitsluitend bestemd voor aangewezen cliënten en mantelzorgers van ${organisation}.`,
  firstTime: "Eerste keer",
  firstTimeText:
    "Maakt u voor de eerste keer gebruik van dit portaal dan dient u zich eerst te registreren, met behulp van de knop 'Registreer'.",
  firstTimeShort: "Bent u hier voor het eerst? Kies Registreer.",
  email: "E-mailadres",
  password: "Wachtwoord",
  passwordSpoken: "wachtwoord",
  agree: {
    before: "Wanneer u zich aanmeldt gaat u akkoord met de ",
    link: "privacyverklaring",
    after: " zoals ook aangegeven bij de registratie.",
  },
  register: "Registreer",
  forgotten: "Wachtwoord vergeten",
  logIn: "Inloggen",
  emailEmpty: "Fout: vul uw e-mailadres in.",
  passwordEmpty: "Fout: vul uw wachtwoord in.",
}

export const arrivals: Record<Arrival, { kind: "ok" | "info"; word: string; text: string }> = {
  "logged-out": {
    kind: "ok",
    word: "Gelukt",
    text: "U bent uitgelogd. Uw weergave staat nog aan op dit apparaat.",
  },
  "vault-ended": {
    kind: "info",
    word: "Gewist",
    text: "Uw toegang is gewijzigd. Daarom wisten wij wat hier bewaard was. Log opnieuw in.",
  },
  "password-changed": {
    kind: "ok",
    word: "Gelukt",
    text: "Uw wachtwoord is gewijzigd. Log nu in.",
  },
  "new-terms": {
    kind: "info",
    word: "Nieuwe voorwaarden",
    text: "Er gelden nieuwe voorwaarden. Log in om ze te lezen. Daarna leest u verder.",
  },
  "session-ended": {
    kind: "info",
    word: "Uitgelogd",
    text: "U bent uitgelogd. Dat gebeurt na een tijd vanzelf, voor uw veiligheid. Log opnieuw in. U gaat verder waar u was.",
  },
  "login-first": {
    kind: "info",
    word: "Eerst inloggen",
    text: "Log eerst in. Daarna ziet u de pagina die u koos.",
  },
  "step-expired": {
    kind: "info",
    word: "Opnieuw",
    text: "Het inloggen duurde te lang. Dat geeft niet. Begin hier opnieuw.",
  },
}

type LoginFailure = Extract<FailureCode, "credentials-wrong" | "input-invalid" | "busy">
const wrong = "Fout: uw e-mailadres of wachtwoord klopt niet. Probeer het nog een keer."
export const loginProblems = {
  "credentials-wrong": wrong,
  "input-invalid": wrong,
  busy: "Het is nu erg druk. Probeer het over een halve minuut opnieuw.",
} satisfies Record<LoginFailure, string>

export const tooManyText = (seconds: number) =>
  `U heeft te vaak geprobeerd. Wacht tot ${waitText(seconds)} of kies Wachtwoord vergeten.`
