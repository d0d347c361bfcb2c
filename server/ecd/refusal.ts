// Why an item is refused: a code for programs, a Dutch sentence for staff. Neither ever holds a value of the record.

const explanations = {
  "json-invalid": "Dit is geen geldige JSON. Het bestand is misschien afgebroken of beschadigd.",
  "json-duplicate-key":
    "In één object staat twee keer hetzelfde veld. Het is niet duidelijk welke waarde geldt.",
  "json-too-deep": "De gegevens zijn te diep genest (meer dan 100 niveaus).",
  "fhir-version":
    "Dit is FHIR STU3. Het portaal leest FHIR R4. Vraag de leverancier van het ECD om een export in R4.",
  "format-unsupported":
    "Dit is XML of een ander bestandstype. Het portaal leest FHIR R4 als JSON of NDJSON. Vraag een export in JSON.",
  "file-unreadable": "Dit bestand is niet te lezen: het is beschadigd of afgebroken.",
  "type-missing": "Het soort gegeven (resourceType) ontbreekt of is onbekend.",
  "id-invalid": "Het nummer van dit gegeven (id) ontbreekt of is niet geldig.",
  "shape-invalid": "Een veld heeft niet de vorm die FHIR R4 voorschrijft.",
  "bsn-invalid":
    "Het BSN klopt niet: het heeft geen 9 cijfers, doorstaat de elfproef niet of er staan er twee.",
  "bsn-duplicate":
    "Een andere cliënt die in zorg is heeft hetzelfde BSN. Zoek in het ECD uit welke juist is.",
  "subject-unresolved":
    "De cliënt bij dit gegeven is niet bekend in het portaal. Komt de cliënt later binnen, dan wordt dit vanzelf verwerkt.",
  "subject-conflict": "Dit gegeven wijst naar twee verschillende cliënten.",
  "status-missing": "De status ontbreekt. Zonder status is niet te zien of dit gegeven getoond mag worden.",
  "time-no-offset": "Bij een tijd ontbreekt de tijdzone. Het portaal raadt geen tijden.",
  "date-invalid": "Een datum of tijd ontbreekt of bestaat niet.",
  "attachment-hash": "Een bijlage is niet heel overgekomen: de controlesom klopt niet.",
  "too-large":
    "Dit gegeven is te groot. Eén regel of gegeven mag hoogstens 5 MB zijn, één bestand met een Bundle 256 MB.",
  "unsupported-modifier":
    "Dit gegeven heeft een uitbreiding die de betekenis kan veranderen en die het portaal niet kent.",
  "not-processed": "Dit gegeven kon niet worden verwerkt. Meld dit bij de beheerder van het portaal.",
} as const satisfies Record<string, string>

export type RefusalCode = keyof typeof explanations

/** Two good data that cannot both be true: somebody must look in the ECD which one is. */
export const conflictCodes: readonly RefusalCode[] = ["bsn-duplicate", "subject-conflict"]

/** What has to come in before the item can be read: a client (by id or number), or a BSN that becomes free. */
export type Awaited = { type: "Patient" | "identifier" | "bsn"; id: string }

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly path: string | null
  readonly waitsFor: Awaited | null

  constructor(code: RefusalCode, path: string | null = null, waitsFor: Awaited | null = null) {
    super(explanations[code])
    this.code = code
    this.path = path
    this.waitsFor = waitsFor
  }
}

/** A mistake in a program must not stop an import either: the item waits in quarantine. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal("not-processed")
