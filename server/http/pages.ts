// The addresses at which the browser program has a page; the same list as client/routes.ts (a test compares them).
export const pagePatterns: readonly RegExp[] = [
  /^\/$/,
  /^\/(inloggen|registreren|bevestig|wachtwoord-vergeten)$/,
  /^\/inloggen\/(bevestigen|code|bsn)$/,
  /^\/registreren\/e-mail$/,
  /^\/(dossiers|rapportages|agenda|account|hulp|uitloggen)$/,
  /^\/(privacyverklaring|gebruikersvoorwaarden|toegankelijkheid)$/,
  /^\/dossier\/[0-9a-f-]{36}(\/(rapportages(\/[0-9a-f-]{36})?|agenda))?$/,
]

export const isPage = (path: string) => pagePatterns.some((pattern) => pattern.test(path))
