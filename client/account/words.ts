export const accountWords = {
  title: "Mijn account",
  details: "Uw gegevens",
  name: "Naam",
  email: "E-mailadres",
  mobile: "Mobiel nummer",
  previousLogin: "Vorige keer ingelogd",
  firstLogin: "Dit is de eerste keer",
  records: "Dossiers",
  recordsText: "Deze dossiers kunt u lezen.",
  noRecords: "Er is nu geen dossier dat u kunt lezen.",
  display: "Weergave",
  highContrast: "Hoog contrast",
  displayText: "Zwart op wit, of wit op zwart. Dikke lijnen, geen grijs. Meer keuzes staan bij Weergave.",
  logOut: "Uitloggen",
  logOutText: "Klaar met lezen? Log uit als anderen dit apparaat ook gebruiken.",
  wrong: (organisation: string) =>
    `Klopt er iets niet? Neem contact op met uw contactpersoon bij ${organisation}.`,
}
