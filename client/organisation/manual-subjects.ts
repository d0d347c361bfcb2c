// The manual: what a reader can do, subject by subject. Between asterisks: a word as it stands on the screen. A test looks
// each of them up among the words of the screens, so that the manual cannot name a button that is called otherwise.
import type { IconName } from "../kit/icons.ts"
import type { SketchName } from "./manual-sketches.ts"

export type Subject = {
  /** Its address on the page: other pages link to it. */
  id: string
  icon: IconName
  title: string
  sketch: SketchName
  steps: string[]
  /** Other words by which readers look for it. */
  also: string
  more?: { text: string; to: string }
}
type Group = { title: string; subjects: Subject[] }

export const manual: Group[] = [
  {
    title: "Inloggen",
    subjects: [
      {
        id: "eerste-keer",
        icon: "id-card",
        title: "De eerste keer: registreren",
        sketch: "mail",
        steps: [
          "Kreeg u een uitnodiging per e-mail? Open de link. Kies een wachtwoord en kies *Bevestig*. Ga verder bij de sms.",
          "Geen uitnodiging? Ga naar de pagina *Inloggen* en kies *Registreer*.",
          "Vul uw e-mailadres en uw mobiele nummer in. Kies een wachtwoord.",
          "Lees de privacyverklaring en vink aan dat u akkoord gaat. Kies dan *Registreer*.",
          "U krijgt een e-mail. Open daarin de blauwe link. Klopt uw e-mailadres? Kies *Bevestig*.",
          "U krijgt een sms met een code. Vul de code in bij *Beveiligingscode* en kies *Inloggen*.",
        ],
        also: "account maken aanmelden uitnodiging welkom",
      },
      {
        id: "inloggen",
        icon: "log-in",
        title: "Inloggen met een code",
        sketch: "login",
        steps: [
          "Vul uw *E-mailadres* en uw *Wachtwoord* in. Kies *Inloggen*.",
          "Kloppen uw gegevens? Kies *Bevestig*. Dan sturen wij een sms met een code.",
          "Vul de 6 cijfers in bij *Beveiligingscode*. Kies *Inloggen*.",
          "Geen sms gekregen? Wacht een paar minuten. Kies dan *Stuur een nieuwe code*. Alleen de nieuwste code werkt.",
        ],
        also: "aanmelden pincode sms cijfers",
      },
      {
        id: "wachtwoord",
        icon: "lock-open",
        title: "Wachtwoord vergeten of wijzigen",
        sketch: "password",
        steps: [
          "Vergeten? Kies bij *Inloggen* de knop *Wachtwoord vergeten*. Vul uw e-mailadres in en kies *Stuur de e-mail*.",
          "U krijgt een e-mail. Open daarin de blauwe link en kies *Bevestig*.",
          "U krijgt een sms met een code. Vul die in.",
          "Kies uw nieuwe wachtwoord en daarna *Wachtwoord opslaan*.",
          "Wilt u uw wachtwoord alleen wijzigen? Ga naar *Mijn account* en kies *Wachtwoord wijzigen*.",
        ],
        also: "kwijt nieuw wachtwoord veranderen",
      },
      {
        id: "telefoon",
        icon: "phone",
        title: "Nieuwe telefoon, of telefoon kwijt",
        sketch: "phone",
        steps: [
          "Nieuwe telefoon, zelfde nummer? U hoeft niets te doen. De sms komt gewoon aan.",
          "Nieuw nummer, en het oude werkt nog? Ga naar *Mijn account* en kies *Mobiel nummer wijzigen*.",
          "Beide nummers krijgen een sms met een code. Kies als laatste *Nummer opslaan*.",
          "Telefoon kwijt, of werkt het oude nummer niet meer? Neem contact met ons op. U krijgt dan een e-mail met een link.",
          "Las u op de telefoon die weg is? Ga naar *Mijn apparaten* en kies *Uitloggen op dit apparaat*.",
        ],
        also: "gestolen verloren 06 mobiel simkaart",
      },
      {
        id: "e-mailadres",
        icon: "mail",
        title: "E-mailadres en berichten",
        sketch: "mail",
        steps: [
          "Een ander adres? Ga naar *Mijn account* en kies *E-mailadres wijzigen*.",
          "Vul het nieuwe adres en uw wachtwoord in. U krijgt een sms met een code.",
          "Wij mailen naar het nieuwe adres. Open de blauwe link en kies *Bevestig*.",
          "Wilt u een bericht als er iets nieuws is? Kies bij *Mijn account* de knop *Berichten kiezen*.",
        ],
        also: "mail melding nieuws account",
      },
    ],
  },
  {
    title: "Lezen",
    subjects: [
      {
        id: "rapportages",
        icon: "file-text",
        title: "Rapportages",
        sketch: "reports",
        steps: [
          "Ga naar *Start* en kies *Rapportages*. De nieuwste staat bovenaan.",
          "Bij *Nieuw* staat een rapportage die er is sinds uw vorige bezoek.",
          "Kies *Lees de hele rapportage*. Met *Eerdere rapportage* en *Latere rapportage* leest u verder.",
          "Zoekt u iets? Vul een woord in bij *Zoek in rapportages* en kies *Zoek*. Wat wij vinden, krijgt een rand.",
          "Wilt u minder zien? Kies *Kies soort of periode*. Alles weer zien? Kies *Wis filter*.",
          "Verder terug? Kies onderaan *Toon eerdere rapportages*.",
        ],
        also: "verslag dagrapport zoeken filter arts nieuw gisteren",
      },
      {
        id: "zorgplan",
        icon: "clipboard-list",
        title: "Zorgplan",
        sketch: "plan",
        steps: [
          "Ga naar *Start* en kies *Zorgplan*.",
          "Per doel leest u wat wij afspreken, wie het doet en wanneer.",
          "Een woord zegt hoe het gaat. Bijvoorbeeld *Gaat goed* of *Nog bezig*.",
          "U leest ook wanneer wij weer naar het doel kijken.",
          "Onderaan staat *Eerdere plannen*. Wat daarin staat, geldt niet meer.",
        ],
        also: "doelen afspraken zorgafspraken behandelplan",
      },
      {
        id: "agenda",
        icon: "calendar-days",
        title: "Agenda",
        sketch: "agenda",
        steps: [
          "Ga naar *Start* en kies *Agenda*. U ziet deze week.",
          "Kies *Per week* of *Per maand*. Met *Vorige week* en *Volgende week* bladert u.",
          "Gaat een afspraak niet door? Dan staat er *Vervallen*.",
          "Een afspraak in uw eigen kalender? Kies *Zet in mijn eigen agenda* en open het bestand. Daar staat alleen de dag en de tijd in.",
          "Op papier? Kies *Print deze week* of *Print deze maand*.",
          "Ziet u die knoppen niet? Dan staat uw zorgorganisatie het niet toe.",
        ],
        also: "kalender afdrukken printen ics maand week afspraak",
      },
      {
        id: "leven",
        icon: "book-open",
        title: "Persoons\u00ADbeeld en Dit is mijn leven",
        sketch: "story",
        steps: [
          "Ga naar *Start*. Kies *Persoonsbeeld* of *Dit is mijn leven*.",
          "U leest wie iemand is, wat fijn is, en het verhaal van een leven.",
          "Wilt u iets toevoegen? Vertel het aan het zorgteam. Zij schrijven het op.",
          "Ziet u deze onderdelen niet? Ze zijn er alleen bij zorg voor mensen met dementie.",
        ],
        also: "levensverhaal levensboek dementie foto",
      },
      {
        id: "leefplezier",
        icon: "flower-2",
        title: "Leefplezier",
        sketch: "joy",
        steps: [
          "Ga naar *Start* en kies *Leefplezier*. U ziet deze maand.",
          "U leest wat iemand deed, en wat daarbij fijn was.",
          "Met *Vorige maand* en *Volgende maand* bladert u.",
          "Weet u iets waar iemand blij van wordt? Vertel het aan het zorgteam.",
        ],
        also: "activiteiten plezier blij genieten",
      },
      {
        id: "clienten",
        icon: "users-round",
        title: "Lezen voor meer cliënten",
        sketch: "switch",
        steps: [
          "Kies bovenaan *Andere cliënt kiezen*.",
          "Kies van wie u het dossier wilt lezen.",
          "Bovenaan elke pagina staat van wie het dossier is.",
          "U heeft hiervoor maar 1 account nodig.",
        ],
        also: "wisselen vader moeder ander dossier",
      },
      {
        id: "meelezen",
        icon: "eye",
        title: "Zien wie er meeleest",
        sketch: "eye",
        steps: [
          "Ga naar *Start*. Onderaan staat *Wie leest mee*.",
          "Kies *Wie heeft dit dossier bekeken*. Per dag leest u wie er keek, en naar welk onderdeel.",
          "Kies *Wie heeft toegang*. U leest wie dit dossier mag lezen, en sinds wanneer.",
          "Herkent u iemand niet? Neem contact met ons op.",
        ],
        also: "meegekeken toegang privacy inzage",
      },
      {
        id: "klopt-niet",
        icon: "message-circle-heart",
        title: "Er klopt iets niet in het dossier",
        sketch: "question",
        steps: [
          "Bent u het oneens met wat u leest? Kies onder de tekst *Dit kunt u doen*.",
          "Begrijpt u iets niet? Bel uw vaste verzorgende of uw contactpersoon. Het nummer staat onderaan elke pagina.",
          "Ziet u het dossier van iemand anders? Kies bij *Hulp* voor *Dit is niet mijn naaste*. Wij sluiten dat dossier dan voor u.",
        ],
        also: "oneens fout verkeerd vraag klacht",
        more: { text: "Oneens met de inhoud", to: "/hulp#oneens" },
      },
    ],
  },
  {
    title: "Fijner lezen",
    subjects: [
      {
        id: "woorden",
        icon: "circle-question-mark",
        title: "Moeilijke woorden en afkor\u00ADtingen",
        sketch: "words",
        steps: [
          "Staat er een stippellijn onder een woord? Druk erop. U leest wat het betekent.",
          "Kies *Sluiten* en lees verder.",
          "Geen stippellijn? Kies onderaan *Dit woord ken ik niet* en vul het woord in.",
          "Wij sturen alleen dat woord. Niet wie u bent.",
          "Liever geen stippellijnen? Kies bovenaan *Weergave* en dan *Meer keuzes*. Zet *Uitleg bij moeilijke woorden* uit.",
        ],
        also: "uitleg betekenis mdo adl woordenlijst",
      },
      {
        id: "voorlezen",
        icon: "play",
        title: "Voorlezen",
        sketch: "aloud",
        steps: [
          "Kies boven de tekst *Lees voor*. De zin die u hoort, krijgt een dikke streep.",
          "Kies *Stop* om te stoppen. Met *Lees verder* gaat het weer door.",
          "Met *Vorige zin* en *Volgende zin* gaat u een zin terug of verder.",
          "Gaat het te snel of te langzaam? Kies *Langzamer* of *Sneller*.",
          "Staat er *Geen stem*? Zet bij de instellingen van uw apparaat een Nederlandse stem aan.",
        ],
        also: "stem geluid horen luisteren",
      },
      {
        id: "weergave",
        icon: "a-large-small",
        title: "Weergave: letters, contrast en kleuren",
        sketch: "display",
        steps: [
          "Kies bovenaan *Weergave*. Dat kan ook als u nog niet bent ingelogd.",
          "Kies bij *Lettergrootte* wat u fijn leest. U ziet het meteen.",
          "Wilt u zwart op wit, of wit op zwart? Zet *Hoog contrast* op *Aan*.",
          "Andere kleuren kiest u bij *Licht of donker* en bij *Kleuren*.",
          "Bevalt het niet? Kies *Ongedaan maken*.",
        ],
        also: "lettertype groot klein kleurenblind donker slechtziend knoppen",
        more: { text: "Naar Weergave", to: "/weergave" },
      },
    ],
  },
  {
    title: "Op uw apparaat",
    subjects: [
      {
        id: "beginscherm",
        icon: "tablet",
        title: "Het portaal op uw begin\u00ADscherm",
        sketch: "home-screen",
        steps: [
          "Het portaal kan op uw scherm staan, zoals een app. Daarna opent u het met één tik.",
          "Staat onderaan Start *Zet het portaal op uw beginscherm*? Kies *Zo doet u dat*.",
          "De stappen zijn op elk apparaat anders. Wij laten zien hoe het op uw apparaat gaat.",
        ],
        also: "app installeren icoon startscherm",
        more: { text: "Op uw beginscherm zetten", to: "/installeren" },
      },
      {
        id: "zonder-internet",
        icon: "wifi-off",
        title: "Zonder internet lezen",
        sketch: "offline",
        steps: [
          "Wilt u op uw eigen apparaat ook zonder internet lezen? Kies Ja als wij dat vragen.",
          "Open met internet wat u later wilt lezen. Alleen dat bewaren wij, achter slot.",
          "Geen internet? Open het portaal, vul uw wachtwoord in en kies *Openen*.",
          "Maak af en toe verbinding met internet. Anders moet u eerst opnieuw inloggen.",
          "Een heel lange rapportage bewaren wij niet. Die leest u alleen met internet.",
          "Aanzetten of uitzetten kan ook bij *Mijn account*, met *Aanzetten* of *Uitzetten en wissen*.",
        ],
        also: "wifi offline bewaard vliegtuig",
      },
      {
        id: "op-slot",
        icon: "lock",
        title: "Op slot zetten en uitloggen",
        sketch: "lock",
        steps: [
          "Even weg? Kies bovenaan *Op slot zetten*. Dan leest niemand mee.",
          "Terug? Vul uw wachtwoord in en kies *Openen*. U gaat verder waar u was.",
          "Doet u een tijd niets? Wij vragen of u er nog bent. Kies dan *Ik ben er nog*.",
          "Langer dan een half uur weg? Voor het nieuwste logt u dan opnieuw in.",
          "Klaar met lezen? Kies onderaan *Uitloggen* en dan *Ja, uitloggen*. Wat op dit apparaat was bewaard, wissen wij.",
          "Is het apparaat niet van u? Kies dan *Dit is een gedeeld apparaat: wis alles*.",
        ],
        also: "afsluiten veilig vergrendelen wissen",
      },
      {
        id: "storing",
        icon: "wrench",
        title: "Er werkt iets niet",
        sketch: "trouble",
        steps: [
          "Kijk of uw apparaat internet heeft. Kies dan *Probeer opnieuw*.",
          "Helpt dat niet? Sluit het portaal en open het weer.",
          "Gebruik Chrome, Firefox, Safari of Edge. Oudere browsers werken misschien niet goed.",
          "Werkt het nog niet? Meld het ons. Bovenaan deze pagina staat hoe u ons bereikt.",
          "Vertel welke pagina u wilde zien, hoe laat het was en welk apparaat u heeft.",
          "Mail nooit uw wachtwoord, een code of uw BSN. Schrijf ook niets over de zorg.",
        ],
        also: "storing melden kapot fout klantenservice traag helpdesk",
      },
    ],
  },
]

/** A step in pieces; the odd ones are words of the screen. */
export const piecesOf = (step: string): { text: string; isName: boolean }[] =>
  step.split("*").map((text, at) => ({ text, isName: at % 2 === 1 }))
