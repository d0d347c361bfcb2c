// Every mail, as people get it: the same words in both dresses, calm sentences, somebody to call, nothing of anybody.
import { expect, test } from "vitest"
import * as mailTexts from "../../server/messages/mail-texts.ts"
import { composeMail, type Mail } from "../../server/messages/compose-mail.ts"

const sender = {
  organisation: 'Zorggroep "De Linde" & Zonen',
  phone: "0344 00 12 00",
  origin: "https://portaal.delinde.example",
}
const link = `${sender.origin}/bevestig#${"A".repeat(43)}`
const at = new Date("2026-11-22T13:32:00.000Z")

/** A mail that is missing here fails the first test. */
const mails: Record<keyof typeof mailTexts, Mail> = {
  confirmEmailMail: mailTexts.confirmEmailMail(sender, link),
  alreadyRegisteredMail: mailTexts.alreadyRegisteredMail(sender),
  wrongCodesMail: mailTexts.wrongCodesMail(sender),
  wrongRecoveryCodesMail: mailTexts.wrongRecoveryCodesMail(sender),
  newPasswordMail: mailTexts.newPasswordMail(sender, link),
  staffInvitationMail: mailTexts.staffInvitationMail(sender, link),
  stoppedPasswordMail: mailTexts.stoppedPasswordMail(sender),
  passwordChangedMail: mailTexts.passwordChangedMail(sender),
  accountClosedMail: mailTexts.accountClosedMail(sender),
  invitationMail: mailTexts.invitationMail(sender, `${sender.origin}/welkom#${"A".repeat(43)}`),
  invitedWithAccountMail: mailTexts.invitedWithAccountMail(sender),
  accessGivenMail: mailTexts.accessGivenMail(sender),
  accessEndsMail: mailTexts.accessEndsMail(sender, "2026-12-10"),
  accessEndedMail: mailTexts.accessEndedMail(sender, "breach"),
  formRefusedMail: mailTexts.formRefusedMail(sender, "not-named"),
  wrongRecordMail: mailTexts.wrongRecordMail(sender),
  newsMail: mailTexts.newsMail(sender),
  newTermsMail: mailTexts.newTermsMail(sender, {
    kind: "termsOfUse",
    version: "2027 <1>",
    effectiveOn: "2027-01-01",
  }),
  testMail: mailTexts.testMail(sender),
  lostPhoneAskedMail: mailTexts.lostPhoneAskedMail(
    sender,
    `${sender.origin}/dit-was-ik-niet#${"A".repeat(43)}`,
  ),
  lostPhoneLinkMail: mailTexts.lostPhoneLinkMail(sender, `${sender.origin}/nieuw-nummer#${"A".repeat(43)}`),
  lostPhoneDoneMail: mailTexts.lostPhoneDoneMail(sender),
  wrongNewNumberCodesMail: mailTexts.wrongNewNumberCodesMail(sender),
  newDeviceMail: mailTexts.newDeviceMail(sender, { browser: "Chrome", device: "tablet", at }),
  wrongChangeCodesMail: mailTexts.wrongChangeCodesMail(sender),
  numberChangedMail: mailTexts.numberChangedMail(sender, link),
  newEmailMail: mailTexts.newEmailMail(sender, link),
  emailTakenMail: mailTexts.emailTakenMail(sender),
  emailChangedMail: mailTexts.emailChangedMail(sender, link),
  undoneMail: mailTexts.undoneMail(sender),
}

const unescape = (html: string) => html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
const bodyOf = (html: string) => /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ""
const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean)
const wordsOfHtml = (html: string) =>
  wordsOf(unescape(bodyOf(html).replace(/<[^>]*>/g, " ")).replace(/ :/g, ":"))

test("every mail of the portal is read here", () => {
  expect(Object.keys(mailTexts).sort()).toEqual(Object.keys(mails).sort())
})

test.each(Object.entries(mails))("%s", (_name, { subject, text, html }) => {
  expect(subject).toMatch(/^.{10,70}$/)
  expect(wordsOfHtml(html)).toEqual(wordsOf(text))
  expect(text).toContain(`Telefoon: ${sender.phone}.`)
  expect(text).toContain(sender.organisation)
  for (const sentence of text.split(/[.?!:]\s/))
    expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(16)
  // Nothing of a person, and nothing of somebody's care.
  expect(`${subject}\n${text}`).not.toMatch(/mevrouw|meneer|geboren|bsn|rapport|dossier van|\d{9}/i)
  expect(html).toContain('<html lang="nl">')
  expect(html).not.toMatch(/<img|<script|url\(|@import|background|[^-]color:/i)
  for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g))
    expect(unescape(address ?? "")).toMatch(new RegExp(`^${sender.origin}/`))
  // Whatever address stands in the text can be pressed, once.
  expect([...html.matchAll(/<a /g)]).toHaveLength([...text.matchAll(/https:\/\//g)].length)
})

test("what an organisation types into its name never becomes a tag", () => {
  const { html } = composeMail("<b>Onderwerp</b>", [`<script>alert("x")</script> & 'meer'\nregel 2`])
  expect(html).toContain(
    "&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; &#38; &#39;meer&#39;<br>regel 2",
  )
  expect(html).not.toMatch(/<script|<b>/)
})
