// The words of the pages that are the same for everyone: help, legal texts, accessibility.

export const helpWords = {
  title: "Hulp",
  care: "Vragen over de zorg",
  careWhy: "Begrijpt u iets niet, of klopt er iets niet?",
  careText: (organisation: string) => `Neem contact op met uw contactpersoon bij ${organisation}.`,
  call: "Bel ons",
  team: "Het zorgteam",
  urgent: "Haast, of liever iemand spreken?",
  haste: "Heeft u haast?",
  attention: "Let op",
  noReplacement:
    "Dit portaal vervangt geen persoonlijk contact. Het is niet bedoeld voor haast of voor levensgevaar.",
  danger: "Is iemand in levensgevaar? Bel 112.",
  technical: "Lukt er iets niet op de tablet?",
  technicalText: "Kijk eerst in de handleiding hieronder.",
  desk: "Komt u er niet uit? Dan helpt de klantenservice:",
  readers: "Wie mag het dossier lezen?",
  readersText:
    "Een cliënt kan zelf lezen. Kan de cliënt niet zelf beslissen? Dan beslist de wettelijk vertegenwoordiger.",
  representation: "Lees meer over wettelijke vertegenwoordiging",
  wrongRecord: "Ziet u het dossier van iemand anders?",
  wrongRecordText:
    "Zeg het ons meteen. Dan sluiten wij dat dossier voor u, en zoeken wij uit wat er misging.",
  wrongRecordOther: "Dit is niet mijn naaste",
  wrongRecordOwn: "Dit is niet mijn dossier",
  disagree: "Bent u het oneens met de inhoud?",
  disagreeText:
    "Wij gaan graag met u in gesprek. Bel uw vaste verzorgende (EVV) of uw contactpersoon. Samen kijken wij wat er beter kan.",
  disagreeRights: "In de Algemene Voorwaarden VVT, hoofdstuk 3, leest u welke rechten u heeft.",
  generalTerms: "Algemene Voorwaarden VVT",
  copy: "U heeft recht op een kopie van uw dossier. Vraag er schriftelijk om bij uw contactpersoon.",
  back: "Terug",
}

export const manualWords = {
  title: "Handleiding",
  search: "Zoek in de handleiding",
  hint: "Bijvoorbeeld: wachtwoord, of afdrukken.",
  found: (count: number) => (count === 1 ? "1 onderwerp gevonden." : `${count} onderwerpen gevonden.`),
  nothing: "Niets gevonden",
  tryOther: "Probeer een ander woord, of een deel van een woord.",
  orCall: "Of bel ons:",
  all: "Toon alle onderwerpen",
}

export const legalWords = {
  titles: { privacyStatement: "Privacy\u00ADverklaring", termsOfUse: "Gebruikers\u00ADvoorwaarden" },
  version: (version: string, day: string) => `Versie ${version}, geldig vanaf ${day}.`,
  failed: "Deze tekst kon niet worden opgehaald.",
  unknownVersion: "Deze versie is er niet, of niet meer.",
  toCurrent: "Naar de tekst die nu geldt",
  attention: "Let op",
  notCurrent: {
    announced: (day: string) => `Deze tekst geldt nog niet. Zij gaat in op ${day}.`,
    earlier: () => "Deze tekst geldt niet meer. Er is een nieuwere.",
  },
  changes: "Wat er verandert",
  otherVersions: "Andere versies",
  versionLink: (version: string, day: string) => `Versie ${version}, vanaf ${day}`,
}

export const termsWords = {
  title: "Voorwaarden",
  of: {
    termsOfUse: {
      title: "Gebruikers\u00ADvoorwaarden",
      titleNew: "Nieuwe gebruikers\u00ADvoorwaarden",
      lead: "Wij vragen u de gebruikersvoorwaarden van het portaal te lezen.",
      leadNew: (day: string) => `Vanaf ${day} gelden nieuwe gebruikersvoorwaarden.`,
      whole: "De hele tekst",
      agree: "Ik heb de gebruikersvoorwaarden gelezen en ga akkoord.",
    },
    privacyStatement: {
      title: "Privacy\u00ADverklaring",
      titleNew: "Nieuwe privacy\u00ADverklaring",
      lead: "Wij vragen u de privacyverklaring van het portaal te lezen.",
      leadNew: (day: string) => `Vanaf ${day} geldt een nieuwe privacyverklaring.`,
      whole: "De hele tekst",
      agree: "Ik heb de privacyverklaring gelezen en ga akkoord.",
    },
  },
  then: "Gaat u akkoord? Dan kunt u verder naar het portaal.",
  changes: "Wat er verandert",
  dutiesTitle: "Uw 7 afspraken met ons",
  duties: [
    "U gaat zorgvuldig om met wat u leest.",
    "U maakt niets openbaar. U kopieert en verspreidt niets.",
    "U houdt uw inloggegevens voor uzelf. U deelt ze met niemand.",
    "U bewaart uw inloggegevens op een veilige plek.",
    "U zorgt zelf voor een veilig apparaat en veilig internet.",
    "U geeft ons uw juiste e-mailadres en mobiele nummer.",
    "U houdt zich ook aan de Algemene Voorwaarden VVT.",
  ],
  generalTerms: "Lees de Algemene Voorwaarden VVT",
  accept: "Akkoord",
  tick: "Zet een vinkje als u akkoord gaat.",
  problems: { "terms-version-old": "De tekst is net vernieuwd. Lees eerst de nieuwe tekst." },
  failed: "De tekst kon niet worden opgehaald.",
  refuseTitle: "Gaat u niet akkoord?",
  refuse: (organisation: string) =>
    `Dan kunt u het portaal niet gebruiken. Wilt u erover praten? Neem contact op met uw contactpersoon bij ${organisation}.`,
  close: "Account sluiten",
  closeText: "Wilt u helemaal stoppen? Dan kunt u uw account sluiten. U leest eerst wat er dan stopt.",
  call: "Bel ons:",
  logOut: "Uitloggen",
}

export const noticeWords = {
  told: "Mededeling",
  done: "Gelezen",
  soon: "Binnenkort",
  arrives: {
    termsOfUse: (day: string) => `Nieuwe gebruikersvoorwaarden vanaf ${day}`,
    privacyStatement: (day: string) => `Nieuwe privacyverklaring vanaf ${day}`,
  },
  laterYes: "Op die dag vragen wij of u akkoord gaat. U hoeft nu niets te doen.",
  read: "Lees de nieuwe tekst",
}

export const accessibilityWords = {
  title: "Toegankelijk\u00ADheid",
  lead: (organisation: string) =>
    `${organisation} wil dat iedereen dit portaal kan gebruiken. Ook met minder goed zicht, of zonder muis.`,
  statusTitle: "Status",
  statusWord: "Voldoet gedeeltelijk",
  status:
    "Dit portaal voldoet gedeeltelijk aan de eisen van EN 301 549 en WCAG 2.2, niveau A en AA. Wij weten wat er nog ontbreekt en werken daaraan.",
  dateTitle: "Datum",
  date: "Deze verklaring is opgesteld op 22 november 2026 en bijgewerkt op 27 november 2026. Wij kijken haar bij elke nieuwe versie na.",
  testedTitle: "Wat wij hebben getest",
  tested: [
    "Elke pagina is automatisch getest met axe, ook op grootte van knoppen en extra contrast.",
    "Tekst heeft een contrast van minimaal 7 op 1, in alle kleuren.",
    "Op de pagina's die u het meest gebruikt maten wij de knoppen. Die zijn minimaal 48 pixels hoog en breed.",
    "Daar maten wij ook de letters en de regels. Een regel is gemiddeld niet langer dan 75 tekens.",
    "Die pagina's passen op een smal scherm, ook met letters van 200 procent. U schuift nooit opzij.",
    "Alle 16 kleurkeuzes zijn gemeten op de pagina Weergave.",
    "Inloggen, lezen en Weergave zijn getest met alleen het toetsenbord.",
  ],
  gapsTitle: "Wat nog niet goed is",
  gaps: [
    "Nog geen mensen met een beperking hebben het portaal getest.",
    "Nog niemand heeft het portaal getest met een schermlezer op een tablet.",
    "Inloggen vraagt een code uit een sms. Een andere manier is er nog niet.",
    "Rapportages staan er in de woorden van de zorg. Niet elke afkorting is al uitgelegd.",
    "12 uur na het inloggen moet u opnieuw inloggen. Dat zeggen wij 2 minuten van tevoren. Langer kan niet.",
  ],
  contactTitle: "Werkt er iets niet voor u?",
  call: "Bel ons",
  contactPerson: (organisation: string) => `Neem contact op met uw contactpersoon bij ${organisation}.`,
  contactText: "Laat het ons weten. Wij antwoorden snel en zoeken met u een oplossing.",
  complaintTitle: "Bent u niet tevreden met ons antwoord?",
  complaint: "Dan kunt u een klacht indienen bij het College voor de Rechten van de Mens.",
}
