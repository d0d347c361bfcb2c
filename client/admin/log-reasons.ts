// Why something was refused or done, as the log keeps it: mostly one code, sometimes a list of them, sometimes what somebody
// wrote. What has no words here is shown as it is.
import { newsFrequencies } from "#contract/account"
import type { SettingName } from "#contract/settings"
import type { Permission } from "#contract/staff"
import { basisWords, groundWords, roleNames, sectionWords } from "./desk-words.ts"
import { refusalWords } from "./form-words.ts"
import { groupWords } from "./log-words.ts"
import { kindWords } from "./task-words.ts"
import { roleWords } from "./words.ts"

const codes: Record<string, string> = {
  // a record
  "no-grant": "geen toegang tot deze cliënt",
  "not-yet": "de toegang is nog niet begonnen",
  "grant-ended": "de toegang is beëindigd",
  "no-stay": "de cliënt heeft geen verblijf",
  "access-ended": "meer dan 30 dagen na vertrek of overlijden",
  locked: "op slot: de lezer zei dat het geen naaste is",
  closed: "gesloten",
  section: "dit onderdeel hoort niet bij de toegang",
  "no-such-item": "dit is er niet bij deze cliënt",
  "vault-of-another": "op dit apparaat leest een ander",
  // coming in
  wrong: "wachtwoord klopt niet",
  password: "wachtwoord klopt niet",
  code: "code klopt niet",
  "code-wrong": "code klopt niet",
  "code-used": "code was al gebruikt",
  "code-expired": "code was te oud",
  "code-locked": "te vaak een verkeerde code",
  passkey: "passkey klopt niet",
  "passkey-used": "passkey was al gebruikt",
  "credentials-wrong": "e-mailadres of wachtwoord klopt niet",
  "too-many-requests": "te vaak geprobeerd: moest wachten",
  "resend-too-soon": "te snel een nieuwe code gevraagd",
  "resend-limit": "te veel codes gevraagd",
  "sms-unavailable": "sms werkte niet",
  "number-full": "dit nummer heeft al te veel accounts",
  "step-expired": "duurde te lang",
  "link-invalid": "link werkt niet meer",
  busy: "het was te druk",
  // the BSN step
  claimed: "gekoppeld",
  none: "geen cliënt gevonden",
  impossible: "geen geldig BSN",
  blocked: "geblokkeerd",
  "contact-differs": "ander e-mailadres of nummer dan op het formulier",
  // the end of a session, a device, a vault
  "log-out": "zelf uitgelogd",
  replaced: "opnieuw ingelogd op dit apparaat",
  "too-many": "te veel tegelijk: de oudste",
  "new-password": "nieuw wachtwoord",
  "new-number": "nieuw nummer",
  "new-email": "nieuw e-mailadres",
  undone: "wijziging ongedaan gemaakt",
  "device-ended": "apparaat weggehaald",
  "by-reader": "door de lezer zelf",
  credentials: "wachtwoord, nummer of e-mailadres gewijzigd",
  replayed: "oude aanvraag opnieuw gestuurd",
  "no-access": "geen toegang meer",
  "not-allowed": "mag niet van de organisatie",
  wiped: "gewist",
  ended: "beëindigd",
  "no-such-device": "dit apparaat is er niet",
  reset: "opnieuw ingesteld",
  again: "opnieuw",
  // giving access
  "wrong record": "de lezer zei: dit is niet mijn naaste",
  "by staff": "door de toegangsbalie",
  capable: "wilsbekwaam",
  "not capable": "wilsonbekwaam",
  "ended before a new grant": "was al voorbij: plaats voor een ander",
}

const permissionWords: Record<Permission, string> = {
  "members.read": "medewerkers bekijken",
  "members.change": "medewerkers wijzigen",
  "patients.find": "cliënten zoeken",
  "grants.change": "toegang geven of beëindigen",
  "tasks.handle": "werklijst",
  "log.read": "logboek lezen",
  "log.export": "logboek opslaan",
  "usage.read": "gebruik bekijken",
  "organisation.change": "instellingen wijzigen",
  "texts.change": "teksten wijzigen",
}

const settingNames: Record<SettingName, string> = {
  name: "naam",
  logo: "logo",
  colours: "kleuren",
  help: "hulp",
  helpRoutes: "wegen naar hulp",
  links: "links",
  passwordRule: "welk wachtwoord goed is",
  passwordMinimum: "minste aantal tekens",
  bsnStep: "BSN-stap",
  smsCountries: "landen voor sms",
  shownDisciplines: "van wie lezers rapportages zien",
  reportDocuments: "pdf’s bij rapportages",
  agendaCopies: "agenda afdrukken",
  sectionsByRole: "onderdelen per rol",
  psychogeriatricLocations: "PG-locaties",
  accountsPerPatient: "hoogste aantal plaatsen bij een cliënt",
  lockMinutes: "minuten tot het slot",
  houseAddresses: "netwerkadressen van eigen huizen",
  termsNoticeDays: "dagen vooraf bericht",
  offline: "lezen zonder internet",
}

const frequencies: Record<(typeof newsFrequencies)[number], string> = {
  direct: "meteen",
  daily: "elke dag",
  weekly: "elke week",
  off: "geen berichten",
}

const lower = (words: Record<string, string>): [string, string][] =>
  Object.entries(words).map(([code, text]) => [code, text.charAt(0).toLowerCase() + text.slice(1)])
const titled = <Entry>(words: Record<string, Entry>, of: (entry: Entry) => string) =>
  lower(Object.fromEntries(Object.entries(words).map(([code, entry]) => [code, of(entry)])))

const known = new Map<string, string>([
  ...lower(refusalWords),
  ...lower(groundWords),
  ...lower(sectionWords),
  ...lower(roleNames),
  ...lower(basisWords),
  ...lower(groupWords),
  ...titled(roleWords, ({ name }) => name),
  ...titled(kindWords, ({ title }) => title),
  ...Object.entries(frequencies),
  ...Object.entries(permissionWords),
  ...Object.entries(settingNames),
  ...Object.entries(codes),
])

const kinds: Record<string, string> = {
  termsOfUse: "gebruikersvoorwaarden",
  privacyStatement: "privacyverklaring",
}

/** What is written differently per event: the same word may mean two things. */
const perEvent: Record<string, Record<string, string>> = {
  "grant.end": { replaced: "een ander krijgt deze plaats", closed: "account gesloten" },
}

export function reasonText(event: string, reason: string): string {
  const one = (code: string) => perEvent[event]?.[code] ?? known.get(code)
  const whole = one(reason)
  if (whole) return whole
  // "accessDesk,auditor > auditor", "reports,agenda"
  const sides = reason
    .split(" > ")
    .map((side) => side.split(",").map((code) => (code === "" ? "niets" : one(code))))
  if (sides.every((side) => side.every(Boolean)))
    return sides.map((side) => side.join(", ")).join(", daarna: ")
  return reason
    .replace(/^place (\d)$/, "plaats $1")
    .replace(/\bfrom (?=\d{4}-)/, "vanaf ")
    .replace(/\buntil (?=\d{4}-)/, "tot en met ")
    .replace(/\b(older|termsOfUse|privacyStatement)\b/g, (word) => kinds[word] ?? "verder terug")
    .split(", ")
    .map((part) => one(part) ?? part)
    .join(", ")
}
