import type { StaffRole } from "#contract/staff"
import { newPasswordProblems } from "../kit/new-password.ts"
import { durationText } from "../kit/words.ts"

export const adminWords = {
  skip: "Naar de inhoud",
  tools: "Hulpmiddelen",
  title: "Beheer",
  home: "Start",
  highContrast: "Hoog contrast",
  display: "Weergave",
  account: "Mijn account",
  logOut: "Uitloggen",
  loggedIn: "Ingelogd:",
  trouble: "Niet opgehaald",
  mayNot: "Deze pagina is niet voor u",
  noRight: "Geen recht",
  mayNotText: "Uw rol mag deze pagina niet openen. Vraag het een collega die Beheer doet.",
  lost: "Deze pagina bestaat niet",
  lostText: "Misschien is het adres niet goed overgenomen, of is de pagina verplaatst.",
  toHome: "Naar Start",
}

export const roleWords: Record<StaffRole, { name: string; text: string }> = {
  accessDesk: { name: "Toegang", text: "Geeft en beëindigt toegang. Ziet geen dossier." },
  administrator: { name: "Functioneel beheer", text: "Beheert medewerkers, instellingen en teksten." },
  auditor: { name: "Controle", text: "Leest het logboek." },
  technical: { name: "Techniek", text: "Helpt bij storingen. Ziet geen gegevens van cliënten." },
}

/** "toegang, functioneel beheer en controle" */
export const rolesText = (roles: readonly StaffRole[]): string =>
  new Intl.ListFormat("nl").format(roles.map((role) => roleWords[role].name.toLowerCase()))

export const stillThereWords = {
  title: "Bent u er nog?",
  text: "Over 2 minuten wordt u uitgelogd. Wat u heeft ingevuld, gaat dan verloren.",
  yes: "Ik ben er nog",
  leave: "Uitloggen",
}

export const lastMinutesWords = {
  word: "Let op",
  left: (minutes: number) => `Over ${minutes === 1 ? "1 minuut" : `${minutes} minuten`} wordt u uitgelogd.`,
  text: "U bent dan 10 uur ingelogd. Langer kan niet, voor de veiligheid. Maak af waar u mee bezig bent. Log daarna opnieuw in.",
  read: "Begrepen",
}

export const loginWords = {
  title: "Beheer van het cliëntportaal",
  lead: (organisation: string) => `Alleen voor medewerkers van ${organisation}.`,
  word: "Medewerkers",
  reader: { before: "Wilt u een dossier lezen? Ga dan naar het ", link: "cliëntportaal", after: "." },
  lost: "Wachtwoord of telefoon kwijt? Vraag een collega die Beheer doet om een nieuwe link.",
  email: "E-mailadres",
  password: "Wachtwoord",
  passwordSpoken: "wachtwoord",
  code: "Code uit uw app",
  codeHint: "6 cijfers. Elke 30 seconden staat er een nieuwe code in uw app.",
  logIn: "Inloggen",
  emailEmpty: "Fout: vul uw e-mailadres in.",
  passwordEmpty: "Fout: vul uw wachtwoord in.",
  codeEmpty: "Fout: vul de 6 cijfers uit uw app in.",
}

export const arrivals = {
  uitgelogd: { kind: "ok", word: "Uitgelogd", text: "U bent uitgelogd." },
  verlopen: { kind: "info", word: "Uitgelogd", text: "U was 15 minuten weg. Daarom bent u uitgelogd." },
  voorbij: { kind: "info", word: "Uitgelogd", text: "U bent uitgelogd, voor de veiligheid. Log opnieuw in." },
} as const

const tooMany = (seconds: number) =>
  `Er is te vaak iets verkeerds ingevuld. Probeer het over ${durationText(seconds)} opnieuw.`

export const loginProblems = {
  "credentials-wrong":
    "Fout: e-mailadres, wachtwoord, code of passkey klopt niet. Een code werkt één keer: wacht op de volgende.",
  "input-invalid": "Fout: e-mailadres, wachtwoord of code klopt niet.",
  "link-invalid": "Deze link werkt niet meer.",
  "passkey-wrong": "Fout: deze passkey kon niet worden bewaard. Probeer het opnieuw.",
  "code-wrong": "Fout: deze code klopt niet. Kijk nog eens in uw app, en let op de tijd.",
  busy: "Het is nu erg druk. Probeer het over een paar seconden opnieuw.",
  ...newPasswordProblems,
}
export const tooManyText = tooMany

export const invitationWords = {
  title: (name: string) => `Welkom, ${name}`,
  intro: "Met deze stappen maakt u uw account voor Beheer klaar.",
  forEmail: "Uw account:",
  password: "1. Kies een wachtwoord",
  app: "3. Koppel een app voor codes",
  appText:
    "Open op uw telefoon een app voor codes, zoals Microsoft Authenticator of Google Authenticator. Scan daarmee dit plaatje.",
  picture: "QR-code voor uw app",
  byHand: "Lukt scannen niet? Typ dan deze sleutel in de app:",
  code: "4. Vul de code uit uw app in",
  ready: "Account klaarmaken",
  invalidTitle: "Deze link werkt niet meer",
  invalidText: "De link is gebruikt, te oud, of vervangen door een nieuwe.",
  invalidAgain: "Heeft u al een account? Log dan in. Vraag anders een collega om een nieuwe link.",
  logIn: "Inloggen",
}

export const homeWords = {
  title: "Beheer",
  hello: (name: string) => `U werkt als ${name}.`,
  patients: { name: "Cliënten", facts: "Wie een dossier mag lezen: geven, uitnodigen, beëindigen" },
  work: "Wat om een medewerker vraagt",
  log: { name: "Logboek", facts: "Wie wat deed, en wie welk dossier bekeek" },
  usage: { name: "Gebruik", facts: "Hoe vaak lezers inloggen, en hoeveel accounts er zijn" },
  organisation: { name: "Organisatie", facts: "Naam, hulp, kleuren, inloggen, wat lezers zien" },
  members: { name: "Medewerkers", facts: "Uitnodigen, rollen, opnieuw instellen" },
  none: "Niets te doen",
  noneText: "In deze versie heeft uw rol hier nog geen taken.",
}

export const accountWords = {
  title: "Mijn account",
  email: "E-mailadres",
  roles: "Rollen",
  rolesWhy: "Alleen een collega kan uw rollen wijzigen.",
  secondStep: "Tweede stap bij het inloggen",
  change: "Wachtwoord wijzigen",
  current: "Huidig wachtwoord",
  currentSpoken: "huidig wachtwoord",
  save: "Wachtwoord opslaan",
  currentEmpty: "Fout: vul uw huidige wachtwoord in.",
  done: "Opgeslagen",
  doneText: "Uw wachtwoord is gewijzigd. Op andere apparaten bent u nu uitgelogd.",
  wrong:
    "Fout: uw huidige wachtwoord, de code of de passkey klopt niet. Een code werkt één keer: wacht op de volgende.",
}

export const memberWords = {
  title: "Medewerkers",
  intro: "Wie werkt in Beheer, en wat elk mag.",
  invite: "Medewerker uitnodigen",
  you: "Uzelf",
  active: "Actief",
  invited: "Uitgenodigd",
  linkOld: "Link verlopen",
  linkUntil: (moment: string) => `De link werkt tot ${moment}.`,
  lastLogin: (moment: string) => `Laatst ingelogd: ${moment}.`,
  neverHere: "Nog niet ingelogd.",
  failed: "De medewerkers konden niet worden opgehaald.",
}

export const inviteWords = {
  title: "Medewerker uitnodigen",
  why: "De medewerker krijgt een e-mail met een link. Die werkt 24 uur, en één keer.",
  name: "Naam",
  email: "E-mailadres",
  roles: "Wat mag deze medewerker?",
  send: "Uitnodiging sturen",
  back: "Terug",
  nameEmpty: "Fout: vul de naam in.",
  emailEmpty: "Fout: vul het e-mailadres in.",
  rolesEmpty: "Fout: kies minstens één rol.",
  sent: "Verstuurd",
  sentText: (email: string) => `De uitnodiging is gestuurd naar ${email}.`,
}

export const memberPageWords = {
  roles: "Rollen",
  saveRoles: "Rollen opslaan",
  savedRoles: "De rollen zijn gewijzigd. Ze gelden meteen.",
  invite: "Uitnodiging",
  inviteText: "Deze medewerker heeft nog geen wachtwoord en geen app.",
  inviteAgain: "Stuur een nieuwe link",
  invitedAgain: "De nieuwe link is gestuurd. De oude werkt niet meer.",
  reset: "Telefoon of wachtwoord kwijt",
  resetText:
    "Wachtwoord en app vervallen. De medewerker krijgt een link om opnieuw te beginnen. Vraag eerst wie u belt.",
  doReset: "Opnieuw instellen",
  didReset: "Opnieuw ingesteld. De link is gestuurd.",
  end: "Uit dienst",
  endText: "De medewerker kan meteen niet meer inloggen.",
  doEnd: "Toegang beëindigen",
  sure: "Weet u het zeker?",
  yesReset: "Ja, stel opnieuw in",
  yesEnd: "Ja, beëindig",
  no: "Nee, terug",
  self: "Dit bent u zelf",
  selfText: "Over uw eigen account beslist een collega.",
  gone: "Deze medewerker bestaat niet meer.",
  ended: (name: string) => `${name} heeft geen toegang meer tot Beheer.`,
}

export const memberProblems = {
  "staff-known": "Fout: dit e-mailadres heeft al een account voor Beheer.",
  "email-invalid": "Fout: dit is geen goed e-mailadres.",
  "not-oneself": "Over uw eigen account beslist een collega.",
  "last-administrator": "Dit is de laatste beheerder. Nodig eerst een andere beheerder uit.",
  "changed-meanwhile":
    "Een collega heeft deze rollen net gewijzigd. U ziet nu wat er geldt. Uw keuze is niet opgeslagen.",
  "staff-state": "Dit past niet meer bij dit account. U ziet nu wat er geldt.",
  "not-found": "Deze medewerker bestaat niet meer.",
  "not-allowed": "Uw rol mag dit niet.",
}
