// Words about signed forms that wait for a decision.
import type { DeskForm, FormRefusal } from "#contract/desk"
import { dateText } from "../kit/dates.ts"

export const formWords = {
  waiting: "Formulieren die op goedkeuring wachten",
  facts: ({ formDate, formReference }: Pick<DeskForm, "formDate" | "formReference">) =>
    `Getekend ${dateText(formDate)}, kenmerk ${formReference}`,
  unknown: "Niet bekend in het ECD",
  record: "Leg een formulier vast",
  title: "Formulier vastleggen",
  why: "Komt er een getekend formulier binnen, en kunt u nog geen toegang geven? Leg het hier vast. Het komt op de werklijst.",
  who: "Van wie is het formulier?",
  mobile: "Mobiel nummer (mag leeg blijven)",
  save: "Leg vast",
  done: "Het formulier staat op de werklijst.",
  personEmpty: "Fout: kies van wie het formulier is.",
}

export const decideWords = {
  title: "Formulier beoordelen",
  form: "Het formulier",
  person: "Van",
  signed: "Getekend",
  reference: "Kenmerk",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  noMobile: "Staat er niet op",
  recorded: "Vastgelegd",
  gone: "Dit formulier wacht niet meer",
  goneText: "Een collega gaf toegang, of weigerde het.",
  approve: "Klopt het formulier?",
  approveText: "Kies de plaats. Daarna vult u aan wat er ontbreekt, en geeft u toegang.",
  full: "Alle plaatsen zijn bezet. Beëindig eerst een toegang, geef een extra plaats, of weiger het formulier.",
  capacity: "Leg eerst vast of de cliënt zelf kan beslissen.",
  give: (slot: number) => `Geef toegang op plaats ${slot}`,
  refuse: "Klopt het niet?",
  refuseText: "De persoon krijgt een e-mail met deze reden, en de vraag om te bellen.",
  reason: "Waarom weigert u het?",
  reasonEmpty: "Fout: kies waarom.",
  save: "Weiger dit formulier",
  done: "Het formulier is geweigerd. De persoon krijgt een e-mail.",
  doneSilent: "Het formulier is van de lijst. Er ging geen e-mail uit.",
}

export const refusalWords: Record<FormRefusal, string> = {
  incomplete: "Het formulier is niet helemaal ingevuld.",
  unsigned: "Er staat geen handtekening op.",
  "not-named": "De cliënt of de vertegenwoordiger heeft deze persoon niet aangewezen.",
  "places-full": "Er kunnen niet meer mensen meelezen.",
  unproven: "Wij weten niet zeker wie deze persoon is.",
  mistake: "Ik heb het per ongeluk vastgelegd. Er gaat geen e-mail uit.",
}
