// Words of the forms about a client's places: one more, from the lock, and who decides.
export const unlockWords = {
  title: "Slot eraf",
  why: "De lezer zei: dit is niet mijn naaste. Haal het slot er alleen af als u de lezer heeft gesproken. De lezer kan dan weer lezen, en krijgt bericht.",
  reason: "Waarom mag deze lezer toch lezen?",
  reasonHint: "Bijvoorbeeld: gebeld, het was een vergissing. Geen zorginhoud.",
  reasonEmpty: "Fout: vul de reden in.",
  save: "Haal het slot eraf",
  done: "Het slot is eraf. De lezer kan weer lezen.",
}

export const slotWords = {
  title: "Extra plaats",
  why: "Een cliënt heeft 2 plaatsen. Meer mag alleen met een reden.",
  reason: "Reden",
  reasonEmpty: "Fout: vul de reden in.",
  save: "Geef extra plaats",
  done: "Er is een plaats bij.",
}

export const capacityWords = {
  title: "Wilsbekwaamheid",
  why: "Een arts of gedragskundige stelt dit vast. U legt het hier alleen vast.",
  question: "Kan de cliënt hierover zelf beslissen?",
  yes: "Ja, wilsbekwaam",
  no: "Nee, wilsonbekwaam",
  empty: "Fout: kies ja of nee.",
  guide: "Dit verandert er aan de plaatsen",
  ends: (slot: number, name: string) => `Plaats ${slot}, ${name}: deze toegang eindigt.`,
  stays: (slot: number, name: string) => `Plaats ${slot}, ${name}: dit blijft zo.`,
  confirm: (slot: number, name: string) => `Plaats ${slot}, ${name}`,
  confirmWhy: (who: string) => `Dit mag alleen blijven als ${who} deze persoon opnieuw aanwijst.`,
  byClient: "de cliënt",
  byRepresentative: "de vertegenwoordiger",
  keep: "Blijft: er is een nieuw formulier",
  stop: "Eindigt",
  choose: "Fout: kies of deze toegang blijft.",
  next: (isCapable: boolean) =>
    isCapable
      ? "Geef daarna plaats 1 aan de cliënt zelf."
      : "Geef daarna plaats 1 aan de wettelijk vertegenwoordiger.",
  save: "Vastleggen",
  done: (isCapable: boolean) => (isCapable ? "Vastgelegd: wilsbekwaam." : "Vastgelegd: wilsonbekwaam."),
}

export const previewWords = {
  title: "Dit eindigt",
  client: (name: string, slot: number) => `${name || "Een cliënt die u niet mag zien"}, plaats ${slot}`,
  devices: (count: number) => {
    if (count === 0) return "Op apparaten is niets bewaard."
    return `${count === 1 ? "Op 1 apparaat" : `Op ${count} apparaten`} is iets bewaard. Dat verdwijnt bij het eerste contact.`
  },
  told: "De lezer krijgt een e-mail.",
  nobody: "Er is nog geen account. Niemand krijgt bericht.",
  empty: "Daarna is er geen dossier meer dat deze lezer kan lezen. Het account blijft.",
  failed: "Wat er eindigt, kon niet worden opgehaald.",
}
