import { capital } from "../kit/dates.ts"
import { teamName } from "../kit/names.ts"

export const shellWords = {
  skip: "Naar de inhoud",
  tools: "Hulpmiddelen",
  highContrast: "Hoog contrast",
  display: "Weergave",
  help: "Hulp",
  lock: "Op slot zetten",
  logOut: "Uitloggen",
  recordOf: "Dossier van",
  otherPatient: "Andere cliënt kiezen",
  loggedIn: "Ingelogd:",
}

export const connectionWords = {
  offline: "Geen internet",
  offlineText: "U heeft nu geen internet.",
  unlock: "Open wat op dit apparaat bewaard is",
  readingOf: (moment: string) => `U leest wat ${moment} is opgehaald.`,
  notLoggedIn: "Niet ingelogd",
  newestAfter: "Log in voor het nieuwste.",
  newestWithPassword: "Met uw wachtwoord ziet u het nieuwste.",
  logIn: "Inloggen",
  open: "Wachtwoord invullen",
}

export const stillThereWords = {
  title: "Bent u er nog?",
  text: "Over 2 minuten gaat het portaal op slot. Daarna gaat u verder waar u was.",
  yes: "Ik ben er nog",
  leave: "Op slot zetten",
}

export const lastMinutesWords = {
  word: "Let op",
  left: (minutes: number) =>
    `Over ${minutes === 1 ? "1 minuut" : `${minutes} minuten`} logt het portaal u uit.`,
  text: "Dat is voor uw veiligheid. Log daarna opnieuw in, met uw wachtwoord en een sms-code. U gaat verder waar u was. Wat u invulde, staat er dan nog.",
  read: "Begrepen",
}

export const footWords = {
  title: "Vragen? Wij helpen u graag",
  care: "Vragen over de zorg",
  careText: (organisation: string) => `Neem contact op met uw contactpersoon bij ${organisation}.`,
  evvOwn: "Uw vaste verzorgende (EVV)",
  evvOf: (name: string) => `Vaste verzorgende (EVV) van ${name}`,
  urgent: "Haast, of liever iemand spreken?",
  haste: "Heeft u haast?",
  dayAndNight: (team: string) => `${capital(teamName(team))}, dag en nacht`,
  danger: "Is iemand in levensgevaar? Bel 112.",
  technical: "Lukt er iets niet op de tablet?",
  manual: { before: "Kijk eerst in de ", link: "handleiding" },
  desk: "Daarna helpt de klantenservice:",
  terms: "Gebruikers\u00ADvoorwaarden",
  privacy: "Privacy\u00ADverklaring",
  accessibility: "Toegankelijk\u00ADheid",
  website: (organisation: string) => `Website van ${organisation}`,
  account: "Mijn account",
  logOut: "Uitloggen",
}

export const troubleWords = {
  title: "Niet opgehaald",
  portal: "Het portaal kon niet worden opgehaald.",
  page: "Deze pagina kon niet worden opgehaald.",
  call: "Liever bellen?",
  notFound: "Deze pagina bestaat niet",
  notFoundText: "Misschien is het adres niet goed overgenomen, of is de pagina verplaatst.",
  toStart: "Naar Start",
}
