// Choosing a password: the organisation's rule in words, a first check, and what may be wrong. The server judges for real.

type Rule = { minimum: number; capital: boolean }

export const newPasswordWords = {
  password: "Nieuw wachtwoord",
  passwordSpoken: "nieuw wachtwoord",
  repeat: "Bevestig wachtwoord",
  repeatSpoken: "bevestigd wachtwoord",
  empty: "Fout: kies een wachtwoord.",
  repeatEmpty: "Fout: vul uw wachtwoord nog een keer in.",
}

export const newPasswordProblems = {
  "password-too-short": "Fout: dit wachtwoord is te kort.",
  "password-too-long": "Fout: dit wachtwoord is te lang. Kies er een tot 128 letters of cijfers.",
  "password-needs-capital": "Fout: gebruik minimaal 1 hoofdletter.",
  "password-too-common": "Fout: dit wachtwoord is te makkelijk te raden. Kies een ander wachtwoord.",
  "password-contains-own":
    "Fout: uw e-mailadres, uw nummer of onze naam staat in het wachtwoord. Kies een ander wachtwoord.",
  "password-unchanged": "Fout: dit is uw oude wachtwoord. Kies een ander wachtwoord.",
  "passwords-differ": "Fout: de wachtwoorden zijn niet gelijk.",
}

export function passwordRuleText({ minimum, capital }: Rule): string {
  const capitalPart = capital ? ", en minimaal 1 hoofdletter" : ""
  return `Minimaal ${minimum} letters of cijfers${capitalPart}. Langer is veiliger.`
}

export function passwordProblem(password: string, { minimum, capital }: Rule) {
  if ([...password.normalize("NFC")].length < minimum) return "password-too-short"
  if (capital && !/\p{Lu}/u.test(password)) return "password-needs-capital"
  return null
}

type Found = { field: "password" | "repeat"; text: string }

/** What the browser can see of two fields for a new password. */
export function pairProblems(password: string, repeat: string, rule: Rule): Found[] {
  if (!password.trim())
    return [
      { field: "password", text: newPasswordWords.empty },
      ...(repeat.trim() ? [] : [{ field: "repeat" as const, text: newPasswordWords.repeatEmpty }]),
    ]
  const weak = passwordProblem(password, rule)
  if (weak) return [{ field: "password", text: newPasswordProblems[weak] }]
  if (!repeat.trim()) return [{ field: "repeat", text: newPasswordWords.repeatEmpty }]
  return password === repeat ? [] : [{ field: "repeat", text: newPasswordProblems["passwords-differ"] }]
}
