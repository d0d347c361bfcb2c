// The addresses at which the browser program has a page. The server answers 200 there, the service worker opens them without
// internet; client/routes.ts is the same list with the pages themselves (a test compares them).
export const pagePatterns: readonly RegExp[] = [
  /^\/$/,
  /^\/(inloggen|registreren|bevestig|welkom|nieuw-nummer|dit-was-ik-niet|wachtwoord-vergeten|nieuw-wachtwoord)$/,
  /^\/(ongedaan-maken|nieuw-e-mailadres)$/,
  /^\/inloggen\/(bevestigen|code|bsn)$/,
  /^\/registreren\/e-mail$/,
  /^\/nieuw-wachtwoord\/(code|kiezen)$/,
  /^\/account\/(berichten|wachtwoord|apparaten|sluiten)$/,
  /^\/account\/(nummer|e-mail|gegevens)$/,
  /^\/(dossiers|rapportages|zorgplan|agenda|persoonsbeeld|leven|leefplezier|account|hulp|uitloggen|slot|zonder-internet|weergave|installeren|gedeeld-apparaat)$/,
  /^\/(akkoord|privacyverklaring|gebruikersvoorwaarden|toegankelijkheid)$/,
  /^\/dossier\/[0-9a-f-]{36}(\/((rapportages|zorgplan)(\/[0-9a-f-]{36})?|agenda|persoonsbeeld|leven|leefplezier|bekeken|toegang|niet-mijn-naaste))?$/,
]

/** Beheer: a program of its own beside the reader's (client/admin/pages.ts). Staff have no use for it without the server. */
const staffPagePatterns: readonly RegExp[] = [
  /^\/beheer$/,
  /^\/beheer\/(inloggen|uitnodiging|account|weergave|logboek|gebruik|account\/passkeys|medewerkers|medewerkers\/nieuw)$/,
  /^\/beheer\/medewerkers\/[0-9a-f-]{36}$/,
  /^\/beheer\/clienten(\/[0-9a-f-]{36}(\/(wilsbekwaam|extra-plaats|plaats\/\d|formulier(\/[0-9a-f-]{36})?))?)?$/,
  /^\/beheer\/clienten\/[0-9a-f-]{36}\/toegang\/[0-9a-f-]{36}\/(onderdelen|beeindigen|slot-eraf|telefoon-kwijt)$/,
  /^\/beheer\/organisatie(\/(logo|teksten|teksten\/voorwaarden|teksten\/privacy|mededelingen|woorden|inrichting|wijzigingen|naam-en-hulp|kleuren|inloggen|wat-lezers-zien))?$/,
  /^\/beheer\/werklijst(\/(afgehandeld|[0-9a-f-]{36}))?$/,
]

/** Any address below /beheer is that program's, also one that does not exist. */
export const isStaffPage = (path: string) => /^\/beheer(\/|$)/.test(path)

export const isPage = (path: string) =>
  [...pagePatterns, ...staffPagePatterns].some((pattern) => pattern.test(path))

/** Where mailed links lead. They have no use without the server, so they always come from there, in their newest version. */
const mailedLinkPages: readonly string[] = [
  "/bevestig",
  "/welkom",
  "/nieuw-wachtwoord",
  "/ongedaan-maken",
  "/nieuw-e-mailadres",
  "/beheer/uitnodiging",
  "/nieuw-nummer",
  "/dit-was-ik-niet",
]

export const isMailedLinkPage = (path: string) => mailedLinkPages.includes(path)

/** Pages that the service worker answers with the shell it keeps. */
export const isKeptPage = (path: string) => !isMailedLinkPage(path) && !isStaffPage(path) && isPage(path)
