// The words of "Kopie van uw gegevens": what an account holds, said as people say it.
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { CopiedAccess, CopiedChange, CopiedDevice } from "#contract/account-copy"
import type { LegalText } from "#contract/organisation"
import { displayGroups } from "../display/words.ts"
import { dateText, dayOf, timeOf } from "../kit/dates.ts"
import { nameOfDevice } from "./device-words.ts"

export const copyWords = {
  title: "Kopie van uw gegevens",
  lead: (organisation: string, moment: string) =>
    `Dit bewaart het portaal van ${organisation} over uw account. Gemaakt ${moment}.`,
  not: "Uw wachtwoord staat er niet bij. Een dossier ook niet.",
  tools: "Bewaren of printen",
  toolsWhy: "Op papier of in een bestand kan iedereen dit lezen. Bewaar het veilig.",
  save: "Bewaar als bestand",
  print: "Printen",
  saved: (name: string) => `Het bestand heet ${name}. U vindt het bij uw downloads.`,
  failed: "Uw gegevens zijn niet opgehaald.",
  account: "Uw account",
  name: "Naam",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  state: "Account",
  active: "In gebruik",
  registered: "Gemaakt",
  emailConfirmed: "E-mailadres bevestigd",
  mobileConfirmed: "Mobiel nummer bevestigd",
  identified: "Met BSN laten zien wie u bent",
  lastLogin: "Laatst ingelogd",
  texts: "Waar u akkoord mee ging",
  textsNone: "U ging nog nergens mee akkoord.",
  access: "Wat u mag lezen",
  accessNone: "Dit account leest geen dossier.",
  closed: "Een dossier dat nu niet opengaat",
  since: "Sinds",
  until: "Tot",
  sections: "Onderdelen",
  devices: "Uw apparaten",
  devicesNone: "Er zijn geen apparaten bekend.",
  logins: "Wanneer u inlogde",
  choices: "Wat u koos",
  news: "Bericht bij iets nieuws",
  frequency: { direct: "Meteen", daily: "Elke dag", weekly: "Elke week", off: "Nooit" },
  byDefault: "Zo staat het vanzelf. U wijzigde het niet.",
  putAway: "Mededeling weggehaald",
  told: "Mails die wij u stuurden",
  toldNone: "Over voorwaarden en toegang stuurden wij u nog geen mail.",
  changes: "Wijzigingen van nummer en adres",
  changesNone: "Er is geen wijziging bewaard.",
  was: "Was",
  asked: "Gevraagd",
  done: "Gewijzigd",
  more: "Wat hier niet staat",
  moreText: (organisation: string) =>
    `Wie welk dossier las, bewaren wij apart. Wilt u dat weten? Vraag ernaar bij ${organisation}.`,
}

/** "22 november 2026 om 13:40 uur": always whole, for paper is read long after. */
export const momentOf = (instant: string) => `${dateText(dayOf(instant))} om ${timeOf(instant)} uur`

export const roleText: Record<Role, string> = {
  patient: "Cliënt",
  legalRepresentative: "Wettelijk vertegenwoordiger",
  contactPerson: "Contactpersoon",
}
const basisText: Record<RepresentationBasis, string> = {
  curator: "curator",
  mentor: "mentor",
  voogd: "voogd",
  schriftelijkGemachtigde: "schriftelijk gemachtigde",
  partner: "partner",
  familie: "familie",
}
const sectionText: Record<Section, string> = {
  reports: "rapportages",
  carePlan: "zorgplan",
  agenda: "agenda",
  portrait: "persoonsbeeld",
  lifeStory: "dit is mijn leven",
  joyActivities: "leefplezier",
}

export const asWhat = ({ role, basis }: CopiedAccess) =>
  basis ? `${roleText[role]} (${basisText[basis]})` : roleText[role]
export const sectionsText = ({ sections }: CopiedAccess) => sections.map((one) => sectionText[one]).join(", ")

export const legalText: Record<LegalText["kind"], string> = {
  privacyStatement: "Privacyverklaring",
  termsOfUse: "Gebruikersvoorwaarden",
}

export const deviceFacts = (device: CopiedDevice): string[] => [
  `Eerst gebruikt ${momentOf(device.firstLoginAt)}`,
  `Laatst ingelogd ${momentOf(device.lastLoginAt)}`,
  ...(device.keepsRecords ? ["Bewaart wat u las, om te lezen zonder internet"] : []),
  ...(device.endedAt ? [`Weggehaald ${momentOf(device.endedAt)}`] : []),
]
export const deviceName = (device: { kind: string; browser: string }) => nameOfDevice(device)

/** As the page Weergave says it; what this version does not know stays as it was kept. */
export function choiceText({ field, value }: { field: string; value: string }): {
  name: string
  text: string
} {
  const group = Object.entries(displayGroups).find(([name]) => name === field)?.[1]
  const options: readonly { value: unknown; text: string }[] = group?.options ?? []
  return {
    name: group?.legend ?? field,
    text: options.find((option) => String(option.value) === value)?.text ?? value,
  }
}

const purposes: Record<string, string> = {
  "new-terms": "Nieuwe voorwaarden",
  "access-given": "Toegang tot een dossier",
  "access-ends": "Toegang stopt binnenkort",
  "access-ended": "Toegang is gestopt",
}
export const toldText = (purpose: string) => purposes[purpose] ?? purpose

export const changeText = { mobile: "Mobiel nummer", email: "E-mailadres" }
export const changeState: Record<CopiedChange["state"], string> = {
  open: "Wacht op uw code of e-mail",
  stopped: "Niet afgemaakt",
  done: "Gewijzigd",
  undone: "Ongedaan gemaakt",
}
