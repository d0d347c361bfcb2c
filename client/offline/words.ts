// The words of the lock screen and of reading without internet.
import { generalProblems } from "../kit/words.ts"
import type { Opened } from "./unlock.ts"

export const lockWords = {
  title: "Het portaal is op slot",
  safe: "Uw gegevens zijn veilig.",
  who: "Wie bent u?",
  session: "Ingelogd account",
  password: "Wachtwoord",
  passwordSpoken: "wachtwoord",
  empty: "Fout: vul uw wachtwoord in.",
  open: "Openen",
  logIn: "Inloggen",
  orLogIn: "Lukt het niet, of bent u iemand anders?",
  shared: "Dit is een gedeeld apparaat: wis alles",
  offline: "Geen internet",
  offlineText: "U kunt lezen wat u op dit apparaat eerder las.",
  offlineNothing: "Maak verbinding met internet. Dan kunt u het portaal openen.",
  wiped: "Gewist",
  ask: "Eerst inloggen",
}

type Judged = Exclude<Opened, { kind: "open" | "wrong" | "wait" | "failed" }>
type Why = Judged["why"]

/** What stands in the way, and what the reader can do. */
export const lockProblems: Record<Why, string> = {
  tries:
    "Het wachtwoord klopte te vaak niet. Wij wisten wat hier bewaard was. Met internet logt u gewoon weer in.",
  server:
    "Uw toegang is gewijzigd. Daarom wisten wij wat hier bewaard was. Log opnieuw in. Dan ziet u wat u nu kunt lezen.",
  "lease-over": "U las een tijd zonder internet. Maak even verbinding en log in.",
  "clock-behind": "De klok van dit apparaat loopt achter. Zet de tijd goed. Of maak verbinding en log in.",
  "session-ended":
    "U bent na een tijd vanzelf uitgelogd, voor uw veiligheid. Log opnieuw in. U gaat verder waar u was.",
  terms: "Er gelden nieuwe voorwaarden. Log in om ze te lezen. Daarna leest u verder.",
  broken: "Wat hier bewaard was, gaat niet meer open. Log in met internet. Dan bewaren wij het opnieuw.",
  newer: "Het portaal op dit apparaat is verouderd. Maak verbinding en open het portaal opnieuw.",
  unavailable: "Dit apparaat geeft niet vrij wat bewaard is. Sluit het portaal en open het opnieuw.",
}

export const wrongText = (triesLeft: number | null) =>
  triesLeft !== null && triesLeft <= 3
    ? `Dat klopte niet. Probeer het rustig nog eens. Na nog ${triesLeft} keer wissen wij wat hier bewaard is.`
    : "Dat klopte niet. Probeer het rustig nog eens."

export const waitText = (time: string) =>
  `Dat klopte niet. Wacht even. Vanaf ${time} uur kunt u het weer proberen.`

type Device = "deze tablet" | "deze telefoon" | "deze computer"
export const keepWords = {
  title: (device: Device) => `Wilt u op ${device} ook zonder internet lezen?`,
  what: "Dan bewaren wij hier wat u het laatst las. Het ligt achter slot. Alleen uw wachtwoord opent het.",
  whose: "Doe dit alleen op een apparaat dat van u is.",
  yes: (device: Device) => `Ja, dit is mijn eigen ${device.slice(5)}`,
  no: "Nee",
  label: "Letters op het slot",
  labelHint: "Wie het apparaat pakt, ziet deze letters. Uw naam ziet niemand.",
  password: "Wachtwoord",
  passwordSpoken: "wachtwoord",
  passwordHint: "Vul voor de zekerheid uw wachtwoord nog een keer in.",
  empty: "Fout: vul uw wachtwoord in.",
  wrong: "Fout: dit wachtwoord klopt niet. Probeer het nog een keer.",
  onwards: "Verder",
  notNow: "Niet bewaard",
  online: "Met internet werkt alles gewoon.",
}
export const keepProblems: Record<string, string> = {
  weak: "Uw wachtwoord is niet lang genoeg. Iemand kan het raden. Daarom bewaren wij hier niets.",
  refused: "Dit apparaat kan niets bewaren. Misschien is het een privévenster, of is het vol.",
  "offline-not-allowed": "Uw zorgorganisatie staat lezen zonder internet niet toe.",
  unreachable: generalProblems.unreachable,
}

export const accountOfflineWords = {
  title: "Zonder internet lezen",
  on: "Dit staat aan. Op dit apparaat bewaren wij wat u het laatst las, achter slot.",
  off: "Dit staat uit. Op dit apparaat bewaren wij niets.",
  turnOn: "Aanzetten",
  turnOff: "Uitzetten en wissen",
  closed: "Nu bewaren wij niets nieuws. Zet het portaal op slot en open het weer. Dan wel.",
}

export function deviceWord(): Device {
  if (!matchMedia("(pointer: coarse)").matches) return "deze computer"
  return Math.min(screen.width, screen.height) < 600 ? "deze telefoon" : "deze tablet"
}
