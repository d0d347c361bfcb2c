// Every limit of the product in one place: what is counted, for whom, how long, how much, and why.

export type Limit = {
  /** What one counter belongs to. `network address` alone: the organisation's own houses get more, see `houseTimes`. */
  key: string
  windowSeconds: number
  maximum: number
  /** Reaching the maximum is not the end: each further miss asks a longer wait, the last one again and again. */
  waits?: readonly number[]
  reason: string
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** SMS for everybody together: PORTAL_SMS_PER_HOUR and PORTAL_SMS_PER_DAY, each between its lowest and highest. */
export const smsBudget = {
  hour: { preset: 300, lowest: 20, highest: 20_000 },
  day: { preset: 2000, lowest: 100, highest: 100_000 },
} as const

/** Part of the budget at which the server's log warns. */
export const smsAlarm = 0.8

/** The organisation's own houses (setting `houseAddresses`) get so many times each limit per network address. */
export const houseTimes = 20

export const limits = {
  "login-misses-here": {
    key: "account and network address",
    windowSeconds: DAY,
    maximum: 5,
    waits: [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
    reason:
      "Guessing one person's password; counted per address so that a stranger elsewhere locks nobody out.",
  },
  "login-misses-account": {
    key: "account, from all addresses",
    windowSeconds: HOUR,
    maximum: 30,
    reason: "Guessing one person's password from many addresses.",
  },
  "login-misses-address": {
    key: "network address",
    windowSeconds: 15 * MINUTE,
    maximum: 30,
    reason: "Guessing from one place; only misses count, because a house shares one address.",
  },
  "login-account-at-address": {
    key: "account and network address",
    windowSeconds: 15 * MINUTE,
    maximum: 1000,
    reason: "Remembers which accounts an address missed on, to count each account once.",
  },
  "login-accounts-address": {
    key: "network address",
    windowSeconds: 15 * MINUTE,
    maximum: 10,
    reason: "Trying one password on many accounts.",
  },
  "login-misses-device": {
    key: "account and known device",
    windowSeconds: DAY,
    maximum: 5,
    waits: [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
    reason:
      "Guessing on the reader's own device. The only counter there: strangers lock nobody out of it, and who mistypes on it locks no other place.",
  },
  "registrations-address": {
    key: "network address",
    windowSeconds: HOUR,
    maximum: 30,
    reason: "Registering costs a hash and a mail; an information evening in a house stays possible.",
  },
  "registration-mails-email": {
    key: "e-mail address",
    windowSeconds: DAY,
    maximum: 5,
    reason:
      "Nobody fills another person's mailbox through our form. Further mails stay away; the answer is the same.",
  },
  "change-mails-email": {
    key: "e-mail address",
    windowSeconds: DAY,
    maximum: 5,
    reason: "Nobody fills another person's mailbox. Further mails stay away; the answer is the same.",
  },
  "forgotten-address": {
    key: "network address",
    windowSeconds: HOUR,
    maximum: 30,
    reason: "Asking for a new password costs a mail; a house shares one address.",
  },
  "forgotten-mails-hour": {
    key: "e-mail address",
    windowSeconds: HOUR,
    maximum: 3,
    reason: "Nobody fills another person's mailbox. Further mails stay away; the answer is the same.",
  },
  "forgotten-mails-day": {
    key: "e-mail address",
    windowSeconds: DAY,
    maximum: 6,
    reason: "Nobody fills another person's mailbox. Further mails stay away; the answer is the same.",
  },
  "codes-account-hour": {
    key: "account",
    windowSeconds: HOUR,
    maximum: 5,
    reason: "SMS cost money and patience.",
  },
  "codes-account-day": {
    key: "account",
    windowSeconds: DAY,
    maximum: 10,
    reason: "SMS cost money and patience.",
  },
  "codes-number-hour": {
    key: "mobile number, accounts that proved it",
    windowSeconds: HOUR,
    maximum: 5,
    reason: "Nobody is flooded with SMS through several accounts.",
  },
  "codes-number-day": {
    key: "mobile number, accounts that proved it",
    windowSeconds: DAY,
    maximum: 10,
    reason: "Nobody is flooded with SMS through several accounts.",
  },
  "codes-unproven-hour": {
    key: "mobile number, accounts that did not",
    windowSeconds: HOUR,
    maximum: 4,
    reason: "Who registers with another person's number does not spend that person's codes.",
  },
  "codes-unproven-day": {
    key: "mobile number, accounts that did not",
    windowSeconds: DAY,
    maximum: 6,
    reason: "Who registers with another person's number does not spend that person's codes.",
  },
  "codes-device-hour": {
    key: "account and known device",
    windowSeconds: HOUR,
    maximum: 5,
    reason: "Who knows the password and asks for codes elsewhere leaves this device its own.",
  },
  "codes-device-day": {
    key: "account and known device",
    windowSeconds: DAY,
    maximum: 10,
    reason: "Who knows the password and asks for codes elsewhere leaves this device its own.",
  },
  "codes-newcomers-address": {
    key: "network address",
    windowSeconds: DAY,
    maximum: 30,
    reason:
      "Codes for accounts that never logged in: a stranger with many addresses and numbers in one place does not spend the budget for SMS.",
  },
  "codes-newcomers-hour": {
    key: "all accounts that never logged in",
    windowSeconds: HOUR,
    maximum: smsBudget.hour.preset / 2,
    reason: "Half of the budget stays for people who logged in before.",
  },
  "codes-newcomers-day": {
    key: "all accounts that never logged in",
    windowSeconds: DAY,
    maximum: smsBudget.day.preset / 2,
    reason: "Half of the budget stays for people who logged in before.",
  },
  "codes-all-hour": {
    key: "the portal",
    windowSeconds: HOUR,
    maximum: smsBudget.hour.preset,
    reason: "The budget for SMS.",
  },
  "codes-all-day": {
    key: "the portal",
    windowSeconds: DAY,
    maximum: smsBudget.day.preset,
    reason: "The budget for SMS.",
  },
  "bsn-misses-day": {
    key: "account",
    windowSeconds: DAY,
    maximum: 5,
    reason:
      "Trying whose BSN is known here. Ten in total block the step for good (accounts.bsn_misses_total).",
  },
  "staff-misses-here": {
    key: "staff account and network address",
    windowSeconds: DAY,
    maximum: 5,
    waits: [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
    reason: "Guessing a staff member's password or code; counted apart from what readers miss.",
  },
  "staff-misses-account": {
    key: "staff account, from all addresses",
    windowSeconds: HOUR,
    maximum: 20,
    reason: "Guessing one staff member's password or code from many addresses.",
  },
  "staff-misses-address": {
    key: "network address",
    windowSeconds: 15 * MINUTE,
    maximum: 30,
    reason: "Guessing from one place; an office shares one address, so only misses count.",
  },
  "staff-codes-account": {
    key: "staff account, after the right password",
    windowSeconds: DAY,
    maximum: 10,
    reason: "Who knows the password guesses at most ten codes a day out of a million.",
  },
  "staff-links-address": {
    key: "network address",
    windowSeconds: HOUR,
    maximum: 60,
    reason: "Opening the link of an invitation costs a look-up; using it costs a hash.",
  },
  "staff-passkeys-address": {
    key: "network address",
    windowSeconds: HOUR,
    maximum: 60,
    reason: "What a passkey must answer is kept for ten minutes: nobody fills the database with it.",
  },
  "vault-tickets-account": {
    key: "account",
    windowSeconds: HOUR,
    maximum: 60,
    reason: "A ticket is made at a login, not in a loop.",
  },
  "vault-checks-address": {
    key: "network address",
    windowSeconds: HOUR,
    maximum: 3000,
    reason:
      "Asking costs no password: a flood. Two hundred tablets of a house may open fifteen times an hour.",
  },
  "unknown-words-account": {
    key: "account",
    windowSeconds: DAY,
    maximum: 30,
    reason: "Words that a reader does not know: some a day, not a flood of made-up ones.",
  },
  "report-searches-account": {
    key: "account",
    windowSeconds: HOUR,
    maximum: 600,
    reason:
      "A search opens up to 4000 sealed reports at a time. More than anyone types, and 120 times through a record of 20,000.",
  },
  "vault-checks-ticket": {
    key: "vault ticket",
    windowSeconds: HOUR,
    maximum: 60,
    reason: "A tablet asks when it is opened, once a minute at most.",
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits
/** Of which a house gets more. */
export type AddressLimitName = {
  [Name in LimitName]: (typeof limits)[Name]["key"] extends "network address" ? Name : never
}[LimitName]

/** Held in memory by each server, in front of everything else. */
export const addressBucket = { burst: 100, perSecond: 20, reason: "A flood from one network address." }

/** Seconds to wait after a code before the next; there are no more resends than entries. */
export const resendWaitSeconds = [60, 120, 300] as const

export const bsnMissesInAll = 10

/** Couples and families share a telephone. */
export const accountsPerNumber = 3
