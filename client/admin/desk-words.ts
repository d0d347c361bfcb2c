import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { DeskPatient, DeskRelative, EndGround, GrantMistake, Holder } from "#contract/desk"
import { dateText, dayOf, timeOf } from "../kit/dates.ts"

export const findWords = {
  title: "Cliënten",
  intro: "Zoek een cliënt. U ziet nooit het dossier.",
  label: "Naam, geboortedatum of BSN",
  hint: "Bijvoorbeeld: vries, of 4-5-1938.",
  find: "Zoeken",
  empty: "Fout: vul een naam, geboortedatum of BSN in.",
  none: "Niemand gevonden",
  noneText: "Controleer wat u heeft ingevuld. Begin elk deel van de naam vooraan.",
  found: (count: number) => (count === 1 ? "1 cliënt gevonden" : `${count} cliënten gevonden`),
  more: "Er zijn er meer. Typ meer van de naam.",
  born: (date: string) => `Geboren ${date}.`,
}

export const deskProblems = {
  "search-short": "Fout: vul minstens 2 letters in.",
  "bsn-incomplete": "Fout: dit BSN klopt niet. Een BSN heeft 9 cijfers.",
  "date-invalid": "Fout: deze datum bestaat niet.",
  "not-found": "Deze cliënt is er niet, of niet meer.",
  "not-allowed": "Uw rol mag dit niet.",
  "email-invalid": "Fout: dit is geen goed e-mailadres.",
  "mobile-invalid": "Fout: dit is geen goed mobiel nummer.",
  "mobile-country": "Fout: nummers uit dit land mogen niet.",
  "changed-meanwhile": "Een collega was u voor. Uw invoer is niet opgeslagen, en staat er nog.",
  "slot-taken": "Deze plaats is net vergeven. Uw invoer is niet opgeslagen.",
  "not-possible": "Dit kan nu niet meer. U ziet nu wat er geldt.",
  "grant-ended": "Deze toegang is al beëindigd.",
  "grants-do-not-fit": "Kies bij iedere plaats wat er gebeurt.",
  "slots-full": "Er kunnen niet meer plaatsen bij.",
  "form-known": "Van dit e-mailadres wacht al een formulier.",
  "form-decided": "Dit formulier is al afgehandeld.",
  "input-invalid": "Er ontbreekt iets, of een veld is te lang.",
}

export const sectionWords: Record<Section, string> = {
  reports: "Rapportages",
  carePlan: "Zorgplan",
  agenda: "Agenda",
  portrait: "Persoonsbeeld",
  lifeStory: "Dit is mijn leven",
  joyActivities: "Leefplezier",
}
export function sectionsText(sections: readonly Section[]): string {
  if (sections.length === Object.keys(sectionWords).length) return "Alles"
  return sections
    .map((section, at) => (at === 0 ? sectionWords[section] : sectionWords[section].toLowerCase()))
    .join(", ")
}

export const roleNames: Record<Role, string> = {
  patient: "Cliënt zelf",
  legalRepresentative: "Wettelijk vertegenwoordiger",
  contactPerson: "Contactpersoon",
}
export const basisWords: Record<RepresentationBasis, string> = {
  curator: "Curator",
  mentor: "Mentor",
  voogd: "Voogd",
  schriftelijkGemachtigde: "Schriftelijk gemachtigde",
  partner: "Partner",
  familie: "Ouder, kind, broer of zus",
}
export const ecdRoles: Record<DeskRelative["role"], string> = {
  legalRepresentative: "vertegenwoordiger",
  contactPerson: "contactpersoon",
  financialOnly: "bewindvoerder, alleen voor geld",
  other: "naaste",
}

export const stateWords: Record<Holder["state"], { kind: "ok" | "info" | "warn" | "error"; word: string }> = {
  waiting: { kind: "warn", word: "Nog niet geregistreerd" },
  registered: { kind: "warn", word: "Geregistreerd, nog niet gekoppeld" },
  active: { kind: "ok", word: "Actief" },
  ends: { kind: "info", word: "Loopt af" },
  ended: { kind: "error", word: "Afgelopen" },
  locked: { kind: "error", word: "Op slot" },
  closed: { kind: "error", word: "Leest niets" },
}

export const groundWords: Record<EndGround | "capacity", string> = {
  notice: "Schriftelijke opzegging",
  breach: "Overtreding van de voorwaarden",
  unlawful: "Onrechtmatig gebruik",
  replaced: "Een ander krijgt deze plaats",
  mistake: "Per ongeluk gegeven",
  capacity: "Wilsbekwaamheid gewijzigd",
}
export const groundHints: Partial<Record<EndGround, string>> = {
  notice: "De lezer of de cliënt vroeg hier schriftelijk om.",
}

export const patientWords = {
  born: (day: string | null) => (day ? `Geboren ${birthText(day)}.` : "Geboortedatum onbekend."),
  place: ({ name, isPsychogeriatric }: DeskPatient["places"][number]) =>
    isPsychogeriatric ? `${name} (PG-locatie).` : `${name}.`,
  bsn: (end: string) => `BSN eindigt op ${end}.`,
  capable: "Wilsbekwaam",
  capableText: "Plaats 1 is voor de cliënt zelf. Plaats 2 wijst de cliënt aan.",
  incapable: "Wilsonbekwaam",
  incapableText: "Plaats 1 is voor de wettelijk vertegenwoordiger. Plaats 2 wijst de vertegenwoordiger aan.",
  unknown: "Nog niet vastgelegd",
  unknownText: "Leg eerst vast of de cliënt zelf kan beslissen. Daarna kunt u toegang geven.",
  recorded: (moment: string) => `Vastgelegd op ${moment}.`,
  changeCapacity: "Wijzig wilsbekwaamheid",
  recordCapacity: "Leg vast",
  ended: "Toegang afgelopen",
  ends: "Toegang loopt af",
  endText: (reason: "departed" | "deceased", lastDay: string) =>
    `${reason === "deceased" ? "De cliënt is overleden." : "De cliënt woont hier niet meer."} De laatste dag om te lezen: ${lastDay}.`,
  noStay: "Nog niet in zorg",
  noStayText: "Het ECD kent geen verblijf. Zolang dat zo is, opent er niets.",
  merged: "Samengevoegd",
  mergedText: "Het ECD heeft deze cliënt samengevoegd met een ander dossier. Werk daar verder.",
  toSurvivor: "Naar het andere dossier",
  access: (used: number, all: number) => `Toegang: ${used} van ${all} plaatsen in gebruik`,
  slot: (slot: number) => `Plaats ${slot}`,
  empty: "Vrij",
  last: (name: string, day: string, ground: string | null) =>
    `Eerder: ${name || "onbekend"}, tot ${day}.${ground ? ` ${ground}.` : ""}`,
  extra: (reason: string) => `Extra plaats: ${reason}`,
  unknownName: "Niet meer bekend in het ECD",
  give: "Geef toegang",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  form: "Formulier getekend",
  formText: (day: string, reference: string) => `${dateText(day)}, kenmerk ${reference}`,
  basis: "Grond",
  reads: "Mag lezen",
  given: "Gegeven",
  lastLogin: "Laatst ingelogd",
  never: "Nog niet",
  until: "Laatste dag",
  invited: "Uitgenodigd",
  invitedText: (sent: string, until: string, days: number) =>
    `${sent}. De link werkt tot ${until}: nog ${days === 1 ? "1 dag" : `${days} dagen`}.`,
  invite: "Stuur uitnodiging",
  inviteAgain: "Stuur uitnodiging opnieuw",
  cancelInvitation: "Trek uitnodiging in",
  didInvite: (name: string) => `${name} krijgt een e-mail met een link.`,
  hasAccount: (name: string) => `${name} heeft al een account. De e-mail vraagt om in te loggen.`,
  otherNumber: "Let op: het mobiele nummer van dat account is anders dan hier. Vraag welk nummer klopt.",
  didCancel: "De uitnodiging is ingetrokken. De link werkt niet meer.",
  ofSlot: (slot: number) => ` van plaats ${slot}`,
  sections: "Wijzig onderdelen",
  end: "Beëindig toegang",
  locked: "Op slot sinds",
  lockedText:
    "De lezer zegt: dit is niet mijn naaste. Bel de lezer. Daarna beëindigt u de toegang, of haalt u het slot eraf.",
  closedText:
    "Het ECD kent deze persoon hier niet meer, of alleen voor geld. Daarom opent er niets. Beëindig de toegang, of herstel het in het ECD.",
  unlock: "Haal het slot eraf",
  addSlot: "Geef een extra plaats",
  noMoreSlots: "Meer plaatsen geeft uw organisatie nu niet. De functioneel beheerder kan dat wijzigen.",
  history: "Wat er is gebeurd",
  when: "Wanneer",
  what: "Wat",
  who: "Door wie",
  nothing: "Er is nog niets gebeurd.",
  done: "Opgeslagen",
  failed: "De cliënt kon niet worden opgehaald.",
}

const eventWords: Record<string, string> = {
  "form.add": "Formulier vastgelegd",
  "form.refuse": "Formulier geweigerd",
  "grant.add": "Toegang gegeven",
  "grant.claim": "Dossier gekoppeld",
  "grant.confirm": "Opnieuw aangewezen",
  "grant.end": "Toegang beëindigd",
  "grant.lock": "Op slot: niet mijn naaste",
  "grant.sections": "Onderdelen gewijzigd",
  "grant.unlock": "Van het slot",
  "patient.capacity": "Wilsbekwaamheid vastgelegd",
  "invitation.cancel": "Uitnodiging ingetrokken",
  "invitation.send": "Uitnodiging gestuurd",
  "slot.add": "Extra plaats gegeven",
}
export function eventText({ event, slot }: DeskPatient["events"][number]): string {
  const words = eventWords[event] ?? event
  return slot === null ? words : `${words}: plaats ${slot}`
}
const actors: Record<string, string> = {
  reader: "De lezer zelf",
  "command line": "Technisch beheer",
  demo: "Voorbeeldgegevens",
  system: "Het portaal",
}
export const byText = (by: string): string => actors[by] ?? by

export const momentOf = (instant: string): string => `${dateText(dayOf(instant))}, ${timeOf(instant)}`

/** Of a partial date only what is known. */
export const birthText = (day: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? dateText(day) : day)

export const grantWords = {
  title: "Toegang geven",
  signed: "Eerst het formulier",
  signedText: "Geef alleen toegang na een getekend formulier.",
  who: "Wie krijgt deze plaats?",
  self: "De cliënt zelf",
  nobody: "Het ECD kent niemand die deze plaats kan krijgen.",
  nobodyText: "Voeg de persoon eerst toe in het ECD.",
  notShown: (names: string) => `Niet te kiezen: ${names}.`,
  role: "Rol:",
  basis: "Op welke grond?",
  basisEmpty: "Kies een grond",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  mobileHint: "Hier gaan de sms-codes heen.",
  formDate: "Datum van het formulier",
  dateHint: "Bijvoorbeeld 14-11-2026.",
  formReference: "Kenmerk van het formulier",
  sections: "Wat mag deze persoon lezen?",
  lastDay: "Laatste dag (mag leeg blijven)",
  lastDayHint: "Laat leeg als er geen einde is afgesproken.",
  save: "Toegang geven",
  back: "Terug",
  done: (slot: number) => `Plaats ${slot} is gegeven.`,
  personEmpty: "Fout: kies wie deze plaats krijgt.",
  emailEmpty: "Fout: vul het e-mailadres in.",
  mobileEmpty: "Fout: vul het mobiele nummer in.",
  dateEmpty: "Fout: vul de datum van het formulier in.",
  dateWrong: "Fout: deze datum klopt niet. Schrijf dag-maand-jaar.",
  referenceEmpty: "Fout: vul het kenmerk van het formulier in.",
  basisMissing: "Fout: kies de grond.",
  sectionsEmpty: "Fout: kies minstens één onderdeel.",
  now: "Dit geldt nu",
  taken: (slot: number, name: string, by: string, moment: string) =>
    `Plaats ${slot} is van ${name}. Gegeven door ${by} op ${moment}.`,
  free: (slot: number) => `Plaats ${slot} is vrij.`,
}

export const mistakeWords: Record<GrantMistake, { field: GrantField | null; text: string }> = {
  "capacity-unknown": { field: null, text: "Leg eerst vast of de cliënt zelf kan beslissen." },
  "patient-merged": { field: null, text: "Deze cliënt is samengevoegd. Werk in het andere dossier." },
  "role-not-self": { field: "person", text: "Fout: deze rol hoort niet bij deze persoon." },
  "person-has-place": { field: "person", text: "Fout: deze persoon heeft hier al een plaats." },
  "address-has-place": {
    field: "email",
    text: "Fout: met dit e-mailadres leest hier al iemand anders. Iedere lezer heeft een eigen adres.",
  },
  "relative-financial": { field: "person", text: "Fout: een bewindvoerder beslist alleen over geld." },
  "relative-inactive": { field: "person", text: "Fout: het ECD kent deze persoon niet meer als naaste." },
  "slot-one-client": { field: "person", text: "Fout: plaats 1 is voor de cliënt zelf." },
  "slot-one-representative": {
    field: "person",
    text: "Fout: plaats 1 is voor de wettelijk vertegenwoordiger.",
  },
  "representative-elsewhere": {
    field: "person",
    text: "Fout: een wettelijk vertegenwoordiger krijgt plaats 1.",
  },
  "slot-two-contact": { field: "person", text: "Fout: deze plaats is voor een contactpersoon." },
  "basis-missing": { field: "basis", text: grantWords.basisMissing },
  "basis-not-allowed": { field: "basis", text: "Fout: alleen een vertegenwoordiger heeft een grond." },
  "sections-empty": { field: "sections", text: grantWords.sectionsEmpty },
  "form-reference": { field: "formReference", text: grantWords.referenceEmpty },
  "form-future": { field: "formDate", text: "Fout: deze datum ligt in de toekomst." },
  "end-past": { field: "lastDay", text: "Fout: deze laatste dag is al voorbij." },
}
export type GrantField =
  "person" | "basis" | "email" | "mobile" | "formDate" | "formReference" | "sections" | "lastDay"

export const sectionsPageWords = {
  title: "Onderdelen wijzigen",
  whose: (name: string, slot: number) => `${name}, plaats ${slot}`,
  save: "Onderdelen opslaan",
  done: "De onderdelen zijn gewijzigd. Dat geldt meteen.",
}

export const endWords = {
  title: "Toegang beëindigen",
  at: "De toegang eindigt meteen. Wat op apparaten bewaard is, verdwijnt bij het eerste contact.",
  ground: "Waarom?",
  groundEmpty: "Fout: kies waarom.",
  reason: "Toelichting",
  reasonHint: "Bijvoorbeeld: brief van 12 november. Geen zorginhoud.",
  reasonEmpty: "Fout: vul een toelichting in.",
  scope: "Bij welke cliënten?",
  scopePatient: "Alleen bij deze cliënt",
  scopePerson: (others: number) =>
    others === 1 ? "Bij deze cliënt en 1 andere cliënt" : `Bij deze cliënt en ${others} andere cliënten`,
  save: "Beëindig toegang",
  done: "De toegang is beëindigd.",
}
