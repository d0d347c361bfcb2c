// The way in, as one of the demo's readers walks it in any engine.
import { demoPeople } from "../../server/demo/people.ts"
import { newestCode } from "../support/sign-in.ts"
import type { World } from "./story.ts"

type DemoName = "anneke" | "henk" | "mark"

/** @param keeps what the reader answers when asked to read without internet on this device */
export async function logIn({ portal, reader }: World, name: DemoName, keeps: "Ja" | "Nee" = "Nee") {
  const { email, password } = credentialsOf(name)
  await reader.open("/inloggen")
  await reader.fill("E-mailadres", email)
  await reader.fill("Wachtwoord", password)
  await reader.press("button", "Inloggen")
  await reader.press("button", "Bevestig")
  await reader.reaches(/Beveiligingscode/i)
  await reader.fill("Beveiligingscode", await newestCode(portal))
  await reader.press("button", "Inloggen")
  await reader.reaches(/ook zonder internet lezen\?$/)
  await reader.press("button", keeps === "Ja" ? /^Ja, dit is mijn eigen/ : "Nee")
}

export const passwordOf = (name: DemoName) => credentialsOf(name).password

function credentialsOf(name: DemoName) {
  const person = demoPeople.find(({ email }) => email.startsWith(name))
  if (!person?.password) throw new Error(`no demo account ${name}`)
  return { email: person.email, password: person.password }
}
