// The copy of an account as rows to read: a name, and what is known of it.
import type { AccountCopy } from "#contract/account-copy"
import {
  asWhat,
  changeState,
  changeText,
  choiceText,
  copyWords as words,
  deviceFacts,
  deviceName,
  legalText,
  momentOf,
  sectionsText,
  toldText,
} from "./copy-words.ts"

type Row = { name: string; facts: string[] }
export type CopiedList = { title: string; rows: Row[]; none: string }

/** What is not known is not shown. */
export function accountFacts(account: AccountCopy["account"]): { name: string; text: string }[] {
  const moment = (instant: string | null) => instant && momentOf(instant)
  const facts: [string, string | null][] = [
    [words.name, account.name],
    [words.email, account.email],
    [words.mobile, account.mobile],
    [words.state, account.state === "active" ? words.active : account.state],
    [words.registered, moment(account.registeredAt)],
    [words.emailConfirmed, moment(account.emailConfirmedAt)],
    [words.mobileConfirmed, moment(account.mobileConfirmedAt)],
    [words.identified, moment(account.identifiedAt)],
    [words.lastLogin, moment(account.lastLoginAt)],
  ]
  return facts.flatMap(([name, text]) => (text ? [{ name, text }] : []))
}

export const listsOf = (copy: AccountCopy): CopiedList[] => [
  {
    title: words.access,
    none: words.accessNone,
    rows: copy.access.map((one) => ({
      name: one.client ?? words.closed,
      facts: [
        asWhat(one),
        `${words.sections}: ${sectionsText(one)}`,
        `${words.since} ${momentOf(one.since)}`,
        ...(one.until ? [`${words.until} ${momentOf(one.until)}`] : []),
      ],
    })),
  },
  {
    title: words.texts,
    none: words.textsNone,
    rows: copy.acceptedTexts.map(({ kind, version, acceptedAt }) => ({
      name: `${legalText[kind]}, versie ${version}`,
      facts: [momentOf(acceptedAt)],
    })),
  },
  {
    title: words.choices,
    none: "",
    rows: [
      {
        name: `${words.news}: ${words.frequency[copy.news.frequency]}`,
        facts: [copy.news.changedAt ? momentOf(copy.news.changedAt) : words.byDefault],
      },
      ...copy.display.map((choice) => {
        const { name, text } = choiceText(choice)
        return { name: `${name}: ${text}`, facts: [momentOf(choice.changedAt)] }
      }),
      ...copy.putAway.map(({ title, at }) => ({
        name: `${words.putAway}: ${title}`,
        facts: [momentOf(at)],
      })),
    ],
  },
  {
    title: words.devices,
    none: words.devicesNone,
    rows: copy.devices.map((device) => ({ name: deviceName(device), facts: deviceFacts(device) })),
  },
  {
    title: words.changes,
    none: words.changesNone,
    rows: copy.changes.map((change) => ({
      name: `${changeText[change.kind]}: ${change.to}`,
      facts: [
        changeState[change.state],
        ...(change.from ? [`${words.was} ${change.from}`] : []),
        `${words.asked} ${momentOf(change.askedAt)}`,
        ...(change.doneAt ? [`${words.done} ${momentOf(change.doneAt)}`] : []),
      ],
    })),
  },
  {
    title: words.told,
    none: words.toldNone,
    rows: copy.told.map(({ purpose, at }) => ({ name: toldText(purpose), facts: [momentOf(at)] })),
  },
  {
    title: words.logins,
    none: "",
    rows: copy.logins.map((login) => ({ name: momentOf(login.at), facts: [deviceName(login)] })),
  },
]
