import type { Device } from "#contract/devices"
import { capital } from "../kit/dates.ts"

export const deviceWords = {
  title: "Mijn apparaten",
  intro: "Op deze apparaten logde u in. Kent u een apparaat niet? Log daar uit.",
  password: "Wijzig daarna uw wachtwoord.",
  devices: "Uw apparaten",
  thisOne: "Dit apparaat, nu in gebruik",
  loggedIn: "Nu ingelogd",
  loggedOut: "Uitgelogd",
  lastUsed: (moment: string) => `Laatst gebruikt ${moment}`,
  keeps: "Bewaart wat u las, om te lezen zonder internet",
  logOut: "Uitloggen",
  logOutThere: "Uitloggen op dit apparaat",
  takeAway: "Haal weg uit deze lijst",
  others: "Overal uitloggen",
  othersText: "U logt uit op alle andere apparaten. Hier blijft u ingelogd.",
  endOthers: "Overal uitloggen behalve hier",
  none: "U heeft geen andere apparaten.",
  done: "Gelukt",
  ended: (name: string) => `Uitgelogd: ${name}.`,
  takenAway: (name: string) => `Weg uit de lijst: ${name}.`,
  endedOthers: "U bent overal uitgelogd, behalve hier.",
  wiped: "Wat daar was bewaard, wissen wij. Dat gebeurt zodra het apparaat weer internet heeft.",
  logins: "Laatst ingelogd",
  loginsWhy: "Zo ziet u of iemand anders met uw account inlogde.",
  failed: "De lijst is niet opgehaald.",
}

export const deviceProblems = {
  "not-found": "Dit apparaat stond al niet meer in de lijst.",
  "session-required": "U bent niet ingelogd. Log in om uw apparaten te zien.",
  "too-many-requests": "Dat was te vaak achter elkaar. Wacht even en probeer het opnieuw.",
}

type Kind = Pick<Device, "kind" | "browser">

/** "Tablet met Chrome"; what the browser did not say is left out. */
export function nameOfDevice({ kind, browser }: Kind): string {
  const name = capital(kind === "onbekend" ? "apparaat" : kind)
  return browser === "onbekend" ? name : `${name} met ${browser}`
}

/** On the account page, with the way to this one. */
export const devicesSectionWords = {
  title: "Apparaten",
  text: "Zie waar u bent ingelogd en wanneer u inlogde.",
  open: "Mijn apparaten",
}
