// Every e-mail the portal sends: plain B1 Dutch, no care data, no names of people, always somebody to call.
import type { EndGround, FormRefusal } from "#contract/desk"
import { dateTextInAmsterdam, timeInAmsterdam } from "../http/amsterdam.ts"
import { composeMail, type Mail, type MailLink } from "./compose-mail.ts"

export type Sender = { organisation: string; phone: string; origin: string }
export type { Mail } from "./compose-mail.ts"

const questions = ({ organisation, phone }: Sender) =>
  `Vragen? Neem contact op met uw contactpersoon bij ${organisation}.${phone ? ` Telefoon: ${phone}.` : ""}`

const mail = (sender: Sender, subject: string, ...paragraphs: (string | MailLink)[]): Mail =>
  composeMail(subject, ["Goedendag,", ...paragraphs, questions(sender), sender.organisation])

export const confirmEmailMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Bevestig uw e-mailadres voor het cliëntportaal",
    `U heeft zich geregistreerd voor het cliëntportaal van ${sender.organisation}.`,
    "Klopt dat? Open dan deze link en kies Bevestig.",
    { label: "Uw e-mailadres bevestigen", address: link },
    "De link werkt 24 uur. Daarna sturen wij u een sms met een code.",
    "Heeft u zich niet geregistreerd? Open de link dan niet. U hoeft niets te doen.",
  )

export const alreadyRegisteredMail = (sender: Sender): Mail =>
  mail(
    sender,
    "U heeft al een account voor het cliëntportaal",
    `Iemand registreerde zich met dit e-mailadres voor het cliëntportaal van ${sender.organisation}. U heeft al een account.`,
    "U kunt gewoon inloggen, met uw eigen wachtwoord.",
    { label: "Naar het cliëntportaal", address: `${sender.origin}/` },
    "Was u dit niet? Dan hoeft u niets te doen. Uw account is niet veranderd.",
  )

export const wrongCodesMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Er is 3 keer een verkeerde code ingevuld",
    "Iemand logde in met uw e-mailadres en uw wachtwoord. Daarna is 3 keer een verkeerde code ingevuld.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Dan kent iemand misschien uw wachtwoord. Neem contact met ons op. Geef nooit een code aan iemand anders.",
  )

export const wrongRecoveryCodesMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Er is 3 keer een verkeerde code ingevuld",
    "Iemand opende de link voor een nieuw wachtwoord uit onze e-mail. Daarna is 3 keer een verkeerde code ingevuld.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Dan kan iemand misschien uw e-mail lezen. Neem contact met ons op. Geef nooit een code aan iemand anders.",
  )

export const newPasswordMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Kies een nieuw wachtwoord voor het cliëntportaal",
    `Iemand vroeg een nieuw wachtwoord voor uw account bij ${sender.organisation}.`,
    "Was u dit? Open dan deze link en kies Bevestig.",
    { label: "Een nieuw wachtwoord kiezen", address: link },
    "De link werkt 30 minuten. Daarna sturen wij u een sms met een code.",
    "Was u dit niet? Open de link dan niet. U hoeft niets te doen. Uw wachtwoord blijft zoals het was.",
  )

/** To somebody whose codes were stopped for good: only staff lift that. */
export const stoppedPasswordMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Neem contact met ons op over uw wachtwoord",
    `Iemand vroeg een nieuw wachtwoord voor uw account bij ${sender.organisation}.`,
    "Er is te vaak een verkeerde code ingevuld. Daarom kunt u nu niet zelf een nieuw wachtwoord kiezen.",
    "Wilt u weer inloggen? Neem contact met ons op. Wij helpen u graag.",
    "Was u dit niet? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het was.",
  )

export const passwordChangedMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Uw wachtwoord is gewijzigd",
    `Het wachtwoord van uw account bij ${sender.organisation} is gewijzigd. Het oude wachtwoord werkt niet meer.`,
    "Op andere apparaten bent u nu uitgelogd. Wat daar bewaard was, wissen wij zodra er weer internet is.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Neem dan meteen contact met ons op.",
  )

/** To a staff member: the link stands in their own mailbox only. */
export const staffInvitationMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Uw toegang tot Beheer van het cliëntportaal",
    `U krijgt toegang tot Beheer van het cliëntportaal van ${sender.organisation}.`,
    "Open deze link. Kies een wachtwoord en koppel een app voor codes op uw telefoon.",
    { label: "Uw account klaarmaken", address: link },
    "De link werkt 24 uur, en één keer. Werkt hij niet meer? Vraag een collega-beheerder om een nieuwe.",
    "Verwachtte u dit niet? Open de link dan niet. Vertel het een collega die Beheer doet.",
  )

export const accountClosedMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Uw account is gesloten",
    `Uw account voor het cliëntportaal van ${sender.organisation} is gesloten. Inloggen kan niet meer.`,
    "Wat op uw apparaten was bewaard, wissen wij zodra er weer internet is.",
    "Uw inloggegevens wissen wij na 30 dagen.",
    "Heeft u dit zelf gevraagd? Dan hoeft u niets te doen.",
    "Heeft u dit niet gevraagd? Neem dan meteen contact met ons op.",
  )

/** "een tablet met Chrome"; what we do not know stays unsaid. */
function deviceText({ browser, device }: { browser: string; device: string }): string {
  const kind = device === "onbekend" ? "apparaat" : device
  return browser === "onbekend" ? `een ${kind}` : `een ${kind} met ${browser}`
}

export const newDeviceMail = (sender: Sender, login: { browser: string; device: string; at: Date }): Mail =>
  mail(
    sender,
    "Er is ingelogd op een nieuw apparaat",
    `Er is ingelogd op uw account bij ${sender.organisation}. Dat gebeurde op ${deviceText(login)}.`,
    `Dit was op ${dateTextInAmsterdam(login.at)} om ${timeInAmsterdam(login.at)} uur.`,
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Wijzig dan meteen uw wachtwoord. En neem contact met ons op.",
  )

export const wrongChangeCodesMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Er is 3 keer een verkeerde code ingevuld",
    "Iemand is ingelogd met uw account en wil uw mobiele nummer of e-mailadres wijzigen. Daarbij is 3 keer een verkeerde code ingevuld.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Kies dan meteen een nieuw wachtwoord. En neem contact met ons op. Geef nooit een code aan iemand anders.",
  )

const notYou = (link: string): (string | MailLink)[] => [
  "Was u dit niet? Open dan deze link en kies Maak ongedaan.",
  { label: "De wijziging ongedaan maken", address: link },
  "De link werkt 72 uur. Bel ons ook. Wij helpen u graag.",
]

export const numberChangedMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Uw mobiele nummer is gewijzigd",
    `Het mobiele nummer van uw account bij ${sender.organisation} is gewijzigd. De codes gaan nu naar het nieuwe nummer.`,
    "Op andere apparaten bent u nu uitgelogd. Wat daar bewaard was, wissen wij zodra er weer internet is.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    ...notYou(link),
  )

/** To the address that an account is to get. */
export const newEmailMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Bevestig uw nieuwe e-mailadres",
    `Iemand wil dit e-mailadres gebruiken voor het cliëntportaal van ${sender.organisation}.`,
    "Was u dit? Open dan deze link en kies Bevestig.",
    { label: "Uw nieuwe e-mailadres bevestigen", address: link },
    "De link werkt 24 uur. Na Bevestig logt u in met dit e-mailadres.",
    "Was u dit niet? Open de link dan niet. U hoeft niets te doen.",
  )

/** To an account whose address somebody else wants. */
export const emailTakenMail = (sender: Sender): Mail =>
  mail(
    sender,
    "U heeft al een account voor het cliëntportaal",
    `Iemand wil dit e-mailadres gebruiken voor een ander account bij ${sender.organisation}.`,
    "Dat kan niet. Dit e-mailadres hoort al bij uw account. Er is niets veranderd.",
    "Was u dit zelf? Kies dan een ander e-mailadres. Of neem contact met ons op.",
    "Was u dit niet? Dan hoeft u niets te doen.",
  )

/** To the address that the account had. */
export const emailChangedMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Uw e-mailadres is gewijzigd",
    `Het e-mailadres van uw account bij ${sender.organisation} is gewijzigd. U logt nu in met het nieuwe e-mailadres.`,
    "Op andere apparaten bent u nu uitgelogd. Wat daar bewaard was, wissen wij zodra er weer internet is.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    ...notYou(link),
  )

/** To the address that the account has again. */
export const undoneMail = (sender: Sender): Mail =>
  mail(
    sender,
    "De wijziging is ongedaan gemaakt",
    `De wijziging van uw account bij ${sender.organisation} is ongedaan gemaakt. U bent overal uitgelogd.`,
    "Wist iemand anders uw wachtwoord? Kies dan nu een nieuw wachtwoord.",
    { label: "Een nieuw wachtwoord kiezen", address: `${sender.origin}/wachtwoord-vergeten` },
  )

/** No name of a client, and no word of whose record it is. */
export const invitationMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Uitnodiging voor het cliëntportaal",
    `${sender.organisation} nodigt u uit voor het cliëntportaal. Daar leest u mee in een zorgdossier.`,
    "Open deze link en kies uw eigen wachtwoord.",
    { label: "Een wachtwoord kiezen", address: link },
    "De link werkt 14 dagen, 1 keer. Daarna sturen wij u een sms met een code.",
    "Stuur deze e-mail niet door. De link is alleen voor u.",
    "Kent u ons niet? Dan is deze e-mail niet voor u. Open de link niet. Laat het ons weten.",
  )

export const invitedWithAccountMail = (sender: Sender): Mail =>
  mail(
    sender,
    "U kunt meelezen in het cliëntportaal",
    `${sender.organisation} nodigt u uit om mee te lezen in een zorgdossier. U heeft al een account.`,
    "Log in met uw eigen account en uw eigen wachtwoord.",
    { label: "Naar het cliëntportaal", address: `${sender.origin}/` },
    "Ziet u het dossier niet? Neem dan contact met ons op.",
  )

/** A day of the calendar as people read it: midday is that day in every season. */
const dayText = (date: string) => dateTextInAmsterdam(new Date(`${date}T12:00:00Z`))

const newTerms = {
  termsOfUse: { name: "gebruikersvoorwaarden", arrival: "Er komen nieuwe", page: "gebruikersvoorwaarden" },
  privacyStatement: { name: "privacyverklaring", arrival: "Er komt een nieuwe", page: "privacyverklaring" },
}

export const newTermsMail = (
  sender: Sender,
  { kind, version, effectiveOn }: { kind: keyof typeof newTerms; version: string; effectiveOn: string },
): Mail => {
  const { name, arrival, page } = newTerms[kind]
  return mail(
    sender,
    `${arrival} ${name} voor het cliëntportaal`,
    `${arrival} ${name} voor het cliëntportaal van ${sender.organisation}.`,
    `De nieuwe tekst geldt vanaf ${dayText(effectiveOn)}. U kunt hem nu al lezen.`,
    {
      label: "Lees de nieuwe tekst",
      address: `${sender.origin}/${page}?versie=${encodeURIComponent(version)}`,
    },
    `Logt u in vanaf ${dayText(effectiveOn)}? Dan vragen wij eerst of u akkoord gaat.`,
    "U hoeft nu niets te doen.",
  )
}

/** What an operator sends to try the mail server. */
export const testMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Proef van het cliëntportaal",
    `Dit is een proef van het cliëntportaal van ${sender.organisation}. De mail is goed aangekomen.`,
    "U hoeft niets te doen.",
  )

/** No name, no content, no author: a mailbox is read by more people than its owner. */
export const newsMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Er staat iets nieuws in het cliëntportaal",
    `Er staat iets nieuws in het cliëntportaal van ${sender.organisation}.`,
    "Log in om het te lezen.",
    { label: "Naar het cliëntportaal", address: `${sender.origin}/` },
    "Wilt u minder vaak bericht, of geen bericht meer? Kies dat zelf.",
    { label: "Berichten kiezen", address: `${sender.origin}/account/berichten` },
  )

export const accessGivenMail = (sender: Sender): Mail =>
  mail(
    sender,
    "U kunt een dossier lezen in het cliëntportaal",
    `${sender.organisation} gaf u toegang tot een dossier in het cliëntportaal.`,
    "Log in om het te lezen.",
    { label: "Naar het cliëntportaal", address: `${sender.origin}/` },
    "Verwachtte u dit niet? Neem dan contact met ons op.",
  )

/** Not why: who reads along in a mailbox need not know that somebody left or died. */
export const accessEndsMail = (sender: Sender, lastDay: string): Mail =>
  mail(
    sender,
    "Uw toegang tot een dossier stopt binnenkort",
    `U kunt een dossier lezen in het cliëntportaal van ${sender.organisation}. Die toegang stopt binnenkort.`,
    `U kunt het dossier lezen tot en met ${dayText(lastDay)}.`,
    { label: "Naar het cliëntportaal", address: `${sender.origin}/` },
    "Wilt u daarna nog iets weten of nakijken? Neem contact met ons op.",
  )

const refusals: Record<Exclude<FormRefusal, "mistake">, string> = {
  incomplete: "Het formulier is nog niet helemaal ingevuld.",
  unsigned: "Er staat nog geen handtekening op het formulier.",
  "not-named": "Wij weten nog niet of u mag meelezen. Iemand moet u daarvoor eerst aanwijzen.",
  "places-full": "Er kunnen nu niet meer mensen meelezen.",
  unproven: "Wij konden nog niet nagaan wie u bent.",
}

/** Whose record was asked for is not said: the address on a form may be somebody else's. */
export const formRefusedMail = (sender: Sender, reason: Exclude<FormRefusal, "mistake">): Mail =>
  mail(
    sender,
    "Uw formulier voor het cliëntportaal",
    `Wij kregen een formulier voor het cliëntportaal van ${sender.organisation}. Uw e-mailadres staat erop.`,
    "Wij kunnen u nu nog geen toegang geven.",
    refusals[reason],
    "Bel ons. Dan vertellen wij u wat u kunt doen.",
    "Kent u dit formulier niet? Laat het ons dan ook weten.",
  )

/** Only the grounds that the terms of use name are told. */
const endReasons: Partial<Record<EndGround | "capacity", string>> = {
  notice: "U vroeg ons om uw toegang te stoppen.",
  breach: "De reden: de gebruikersvoorwaarden zijn niet nageleefd.",
  unlawful: "De reden: het gebruik was in strijd met de wet.",
}

/** @param ground null: it ended by itself, or for another reason. */
export const accessEndedMail = (sender: Sender, ground: EndGround | "capacity" | null): Mail => {
  const reason = ground && endReasons[ground]
  return mail(
    sender,
    "Uw toegang tot een dossier is gestopt",
    `Uw toegang tot een dossier bij ${sender.organisation} is gestopt.`,
    "U kunt dit dossier niet meer lezen in het cliëntportaal.",
    ...(reason ? [reason] : []),
    "Wat u op een apparaat bewaarde, wissen wij zodra er internet is.",
    "Wilt u weten waarom? Of klopt er iets niet? Neem contact met ons op.",
  )
}

/** To the access desk: whose record it is stands on the list only. */
export const wrongRecordMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Een lezer ziet het verkeerde dossier",
    "Een lezer zegt: dit is niet mijn naaste. De toegang van deze lezer staat nu op slot.",
    "Kijk vandaag nog op de werklijst. Bel de lezer, en beëindig de toegang of haal het slot eraf.",
    { label: "Naar de werklijst", address: `${sender.origin}/beheer/werklijst` },
  )

export const lostPhoneAskedMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "U krijgt een ander mobiel nummer in het cliëntportaal",
    `U vroeg ${sender.organisation} om een ander mobiel nummer voor uw account.`,
    "Over 24 uur sturen wij u een e-mail met een link. Daarna werkt het nieuwe nummer.",
    "Vroeg u dit niet zelf? Open dan deze link en kies Dit was ik niet.",
    { label: "Dit was ik niet", address: link },
    "Dan blijft uw nummer zoals het is. Bel ons ook.",
  )

export const lostPhoneLinkMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Bevestig uw nieuwe mobiele nummer",
    `U vroeg ${sender.organisation} om een ander mobiel nummer voor uw account.`,
    "Open deze link en kies Bevestig. Daarna sturen wij een code naar het nieuwe nummer.",
    { label: "Het nieuwe nummer bevestigen", address: link },
    "De link werkt 72 uur.",
    "Vroeg u dit niet? Open de link dan niet. Bel ons meteen.",
  )

export const lostPhoneDoneMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Uw nieuwe mobiele nummer werkt",
    `Uw account bij ${sender.organisation} heeft een ander mobiel nummer. De codes gaan nu daarheen.`,
    "Op al uw apparaten bent u uitgelogd. Wat daar bewaard was, wissen wij zodra er weer internet is.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Neem dan meteen contact met ons op.",
  )

export const wrongNewNumberCodesMail = (sender: Sender): Mail =>
  mail(
    sender,
    "Er is 3 keer een verkeerde code ingevuld",
    "Iemand opende de link voor uw nieuwe mobiele nummer. Daarna is 3 keer een verkeerde code ingevuld.",
    "Was u dit zelf? Dan hoeft u niets te doen.",
    "Was u dit niet? Dan kan iemand misschien uw e-mail lezen. Neem contact met ons op.",
  )
