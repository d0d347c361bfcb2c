import type { StaffTask, TaskKind } from "#contract/tasks"
import { now } from "../kit/clock.ts"
import { dayOf, daysBetween } from "../kit/dates.ts"

export const taskListWords = {
  title: "Werklijst",
  intro: "Wat om een medewerker vraagt, het oudste eerst.",
  count: (open: number, free: number): string => {
    if (open === 0) return "Er staat niets open"
    return `${open} open, ${free === 0 ? "alles opgepakt" : `${free} nog van niemand`}`
  },
  none: "Niets te doen",
  noneText: "Er staat niets open. Nieuw werk komt hier vanzelf.",
  mine: "Van u",
  free: "Nog van niemand",
  others: "Bij een collega",
  done: "Afgehandeld",
  doneHint: "In de laatste 30 dagen.",
  noDone: "Er is nog niets afgehandeld.",
  toDone: "Bekijk wat is afgehandeld",
  by: (name: string): string => (name === "system" ? "Vanzelf opgelost" : name),
  failed: "De werklijst kon niet worden opgehaald.",
}

/** How long it waits. Badged once it waits for more than two days. */
export function ageOf({ at }: StaffTask): { text: string; isLong: boolean } {
  const days = daysBetween(dayOf(at), dayOf(now()))
  if (days <= 0) return { text: "Sinds vandaag", isLong: false }
  return { text: `Al ${days === 1 ? "1 dag" : `${days} dagen`}`, isLong: days > 2 }
}

type Kind = { title: string; what: string; steps: string[] }

/** What happened, and what the desk does about it. */
export const kindWords: Record<TaskKind, Kind> = {
  "bsn-blocked": {
    title: "BSN te vaak verkeerd",
    what: "Een lezer vulde 5 keer een BSN in dat niet past. De lezer kan nu niet verder.",
    steps: [
      "Bel of mail de lezer. Vraag wie het is, en bij welke cliënt.",
      "Zoek de cliënt. Klopt het BSN van de lezer in het ECD, en is er toegang gegeven?",
      "Laat de lezer daarna opnieuw proberen.",
    ],
  },
  "contact-differs": {
    title: "BSN klopt, e-mailadres of nummer niet",
    what: "Een lezer vulde het goede BSN in, maar het account heeft een ander e-mailadres of mobiel nummer dan het formulier.",
    steps: [
      "Bel de contactpersoon op het nummer van het formulier. Vraag welk adres en nummer kloppen.",
      "Staat het fout in de toegang? Beëindig die, en geef opnieuw toegang met de goede gegevens.",
      "Kent de contactpersoon dit account niet? Geef dan geen toegang, en meld het als incident.",
    ],
  },
  "lost-phone": {
    title: "Telefoon kwijt: wacht op een tweede collega",
    what: "Een lezer heeft een nieuw mobiel nummer nodig. Twee medewerkers kijken mee. Na uw ja wacht het portaal 24 uur.",
    steps: [
      "Lees hoe uw collega weet wie de lezer is.",
      "Twijfelt u? Bel de lezer zelf op een nummer dat u al had.",
      "Keur goed, of trek de aanvraag in.",
    ],
  },
  "lost-phone-stopped": {
    title: "Nieuw nummer tegengehouden: dit was ik niet",
    what: "Er is een nieuw nummer gevraagd voor deze lezer. De lezer zegt: dit was ik niet. Het nummer is niet gewijzigd.",
    steps: [
      "Bel de lezer op het oude nummer.",
      "Zoek uit wie de aanvraag deed, en hoe die persoon zich bekendmaakte.",
      "Meld het als incident.",
    ],
  },
  "change-undone": {
    title: "Wijziging teruggedraaid: dit was ik niet",
    what: "Van dit account zijn het nummer of het e-mailadres gewijzigd. De lezer draaide dat terug met de link in de e-mail. Alle apparaten zijn uitgelogd.",
    steps: [
      "Bel de lezer. Was de wijziging van iemand anders?",
      "Vraag de lezer een nieuw wachtwoord te kiezen.",
      "Meld het als incident als iemand anders in het account was.",
    ],
  },
  "representative-closed": {
    title: "Vertegenwoordiger sloot het account",
    what: "Het account van de wettelijk vertegenwoordiger is gesloten. Voor deze cliënt leest niemand meer mee in die rol.",
    steps: [
      "Vraag de vertegenwoordiger of dit klopt, en of er een opvolger is.",
      "Geef plaats 1 opnieuw, met een nieuw formulier.",
      "Leest een contactpersoon nog mee? Vraag of dat zo blijft.",
    ],
  },
  "wrong-record": {
    title: "Lezer zegt: dit is niet mijn naaste",
    what: "Een lezer ziet het dossier van iemand die geen naaste is. De toegang staat op slot: de lezer leest nu niets van deze cliënt.",
    steps: [
      "Bel de lezer vandaag nog. Vraag wie de lezer wel verwachtte te zien.",
      "Open de cliënt. Klopt de lezer: beëindig de toegang. Was het een vergissing: haal het slot eraf.",
      "Las iemand het verkeerde dossier? Meld het als datalek bij wie dat bij u regelt.",
    ],
  },
  "form-waiting": {
    title: "Formulier wacht op goedkeuring",
    what: "Er is een getekend formulier binnengekomen. Er is nog geen toegang gegeven.",
    steps: [
      "Pak het formulier erbij. Is het compleet en getekend?",
      "Mag deze persoon meelezen? Kijk bij de cliënt wie er beslist, en welke plaats vrij is.",
      "Geef toegang, of weiger met een e-mail.",
    ],
  },
  "patient-merged": {
    title: "Cliënt samengevoegd in het ECD",
    what: "Het ECD heeft deze cliënt samengevoegd met een ander dossier. Hier staat nog toegang op.",
    steps: [
      "Open de cliënt, en ga door naar het andere dossier.",
      "Geef daar opnieuw toegang, met het formulier.",
      "Beëindig de toegang hier.",
    ],
  },
  "ecd-quarantine": {
    title: "Gegevens uit het ECD geweigerd",
    what: "Het portaal kon gegevens uit het ECD niet lezen. Lezers zien die gegevens niet.",
    steps: [
      "Sla de lijst op, en geef die aan wie het ECD beheert.",
      "Zijn de gegevens in het ECD hersteld? Dan verdwijnt dit vanzelf na de volgende aanlevering.",
    ],
  },
  "ecd-conflict": {
    title: "Gegevens in het ECD spreken elkaar tegen",
    what: "Twee gegevens uit het ECD kunnen niet allebei waar zijn. Het portaal toont ze niet.",
    steps: [
      "Zoek in het ECD uit welk gegeven juist is, en herstel het daar.",
      "Na de volgende aanlevering verdwijnt dit vanzelf.",
    ],
  },
}

export const taskWords = {
  what: "Wat er is gebeurd",
  steps: "Wat u doet",
  whose: "Van wie",
  client: "Cliënt",
  hidden: "Niet te tonen",
  toClient: "Naar de cliënt",
  toForm: "Beoordeel dit formulier",
  form: "Formulier",
  recordedBy: "Vastgelegd door",
  account: "Account",
  since: "Op de lijst sinds",
  pickedAt: "Opgepakt",
  handle: "Oppakken",
  nobody: "Dit is nog van niemand.",
  yours: "Dit is van u.",
  others: (name: string) => `Dit is van ${name}.`,
  pick: "Ik pak dit op",
  picked: "Dit is nu van u.",
  release: "Geef terug",
  released: "Dit is weer van niemand.",
  takeOver: "Neem over",
  takenOver: "U heeft dit overgenomen.",
  taken: (name: string | undefined) =>
    name
      ? `${name} pakte dit net op. Er is niets gewijzigd.`
      : "Een collega was u voor. Er is niets gewijzigd.",
  finish: "Afhandelen",
  note: "Wat heeft u gedaan?",
  noteHint: "Kort. Geen zorginhoud en geen BSN.",
  noteEmpty: "Fout: vul in wat u heeft gedaan.",
  unblock: "De lezer mag het opnieuw proberen",
  done: "Afgehandeld",
  didFinish: (title: string) => `Afgehandeld: ${title}.`,
  doneBy: "Door",
  doneAt: "Wanneer",
  doneNote: "Wat er is gedaan",
  gone: "Dit staat niet meer op de lijst",
  goneText: "Het is afgehandeld, of het loste zichzelf op.",
  back: "Naar de werklijst",
  refused: "Wat er is geweigerd",
  saveRefused: "Sla de lijst op",
  savedRefused: (name: string) => `Opgeslagen: ${name}. Er staat geen zorginhoud in.`,
  refusedHead: [
    "Soort gegeven",
    "Nummer in het ECD",
    "Plek in het gegeven",
    "Reden",
    "Keer gezien",
    "Laatst gezien",
  ],
  times: (times: number) => `${times} keer`,
  newNumber: "Nieuw nummer",
  proof: "Hoe de collega weet wie het is",
  askedBy: "Aangevraagd door",
  own: "U vroeg dit zelf aan. Een collega keurt het goed.",
  approve: "Keur goed",
  approved: "Goedgekeurd. De lezer krijgt nu bericht, en over 24 uur een link.",
  cancel: "Trek in",
  cancelled: "De aanvraag is ingetrokken. Het nummer blijft zoals het was.",
  decide: "Beslissen",
}

export const taskProblems = {
  "task-done": "Dit is al afgehandeld. U ziet nu wat er geldt.",
  "not-found": "Dit staat niet meer op de lijst.",
  "not-possible": "Dit kan nu niet meer. U ziet nu wat er geldt.",
  "not-oneself": "U vroeg dit zelf aan. Een collega keurt het goed.",
  "not-allowed": "Uw rol mag dit niet.",
  "input-invalid": "Er ontbreekt iets, of een veld is te lang.",
}

export const lostPhoneWords = {
  title: "Telefoon kwijt",
  why: "De lezer krijgt een nieuw mobiel nummer. Een collega keurt dit goed. Dan krijgt de lezer bericht, en 24 uur later een link om het nummer te bevestigen.",
  mobile: "Nieuw mobiel nummer",
  mobileEmpty: "Fout: vul het nieuwe mobiele nummer in.",
  proof: "Hoe weet u wie de lezer is?",
  proofHint: "Bijvoorbeeld: paspoort gezien aan de balie. Geen nummer van het paspoort.",
  proofEmpty: "Fout: vul in hoe u weet wie de lezer is.",
  save: "Vraag een nieuw nummer aan",
  done: "Aangevraagd. Een collega keurt dit goed in de werklijst.",
  open: "Telefoon kwijt",
}

export const lostPhoneProblems = {
  "mobile-invalid": "Fout: dit is geen goed mobiel nummer.",
  "mobile-country": "Fout: nummers uit dit land mogen niet.",
  "number-full": "Fout: dit nummer heeft al 3 accounts.",
  "lost-phone-open": "Er is al een nieuw nummer aangevraagd. Kijk in de werklijst.",
  "account-unknown": "Er is geen account met dit e-mailadres. De lezer kan zich gewoon registreren.",
  "not-found": "Deze toegang is al beëindigd.",
}
