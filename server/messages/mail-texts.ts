// Every e-mail the portal sends: plain B1 Dutch, no care data, no names of people, always somebody to call.

export type Sender = { organisation: string; phone: string; origin: string }
export type Mail = { subject: string; text: string }

const sign = ({ organisation, phone }: Sender) =>
  phone
    ? `Vragen? Neem contact op met uw contactpersoon bij ${organisation}. Telefoon: ${phone}.\n\n${organisation}`
    : `Vragen? Neem contact op met uw contactpersoon bij ${organisation}.\n\n${organisation}`

const mail = (sender: Sender, subject: string, ...paragraphs: string[]): Mail => ({
  subject,
  text: ["Goedendag,", ...paragraphs, sign(sender)].join("\n\n") + "\n",
})

export const confirmEmailMail = (sender: Sender, link: string): Mail =>
  mail(
    sender,
    "Bevestig uw e-mailadres voor het cliëntportaal",
    `U heeft zich geregistreerd voor het cliëntportaal van ${sender.organisation}.`,
    `Klopt dat? Open dan deze link en kies Bevestig:\n${link}`,
    "De link werkt 24 uur. Daarna sturen wij u een sms met een code.",
    "Heeft u zich niet geregistreerd? Open de link dan niet. U hoeft niets te doen.",
  )

export const alreadyRegisteredMail = (sender: Sender): Mail =>
  mail(
    sender,
    "U heeft al een account voor het cliëntportaal",
    `Iemand registreerde zich met dit e-mailadres voor het cliëntportaal van ${sender.organisation}. U heeft al een account.`,
    `U kunt gewoon inloggen, met uw eigen wachtwoord:\n${sender.origin}/`,
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
