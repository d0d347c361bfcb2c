// Everything that hangs on an account and is its reader's to see.
import type { RepresentationBasis, Role, Section } from "#contract/access"
import type { AccountCopy, CopiedAccess, CopiedChange, CopiedDevice } from "#contract/account-copy"
import { defaultNews, type NewsFrequency } from "#contract/account"
import type { LegalText } from "#contract/organisation"
import type { Db } from "../../db/knex.ts"
import { listChanges } from "../credentials/changes.queries.ts"
import { showMobile } from "../credentials/mobile.ts"
import type { Sealing } from "../sealing/sealing.ts"

const of = (id: string) => ({ account_id: id })

type AccountRow = {
  state: string
  registered_at: string
  email_confirmed_at: string | null
  mobile_confirmed_at: string | null
  bsn_step_at: string | null
  last_login_at: string | null
}

export async function copyAccount(
  db: Db,
  id: string,
): Promise<Omit<AccountCopy["account"], "name" | "email" | "mobile">> {
  const row = (await db("accounts")
    .where({ id })
    .first(
      "state",
      "registered_at",
      "email_confirmed_at",
      "mobile_confirmed_at",
      "bsn_step_at",
      "last_login_at",
    )) as AccountRow
  return {
    state: row.state,
    registeredAt: row.registered_at,
    emailConfirmedAt: row.email_confirmed_at,
    mobileConfirmedAt: row.mobile_confirmed_at,
    identifiedAt: row.bsn_step_at,
    lastLoginAt: row.last_login_at,
  }
}

type GrantRow = {
  id: string
  role: Role
  basis: RepresentationBasis | null
  sections: string
  starts_at: string
  claimed_at: string | null
  ends_at: string | null
  revoked_at: string | null
}

/** @param open of grants that open a record now: whose, and until when. */
export async function copyAccess(
  db: Db,
  id: string,
  open: Map<string, { client: string; until: string | null }>,
): Promise<CopiedAccess[]> {
  const rows = (await db("grants").where(of(id)).orderBy(["created_at", "id"])) as GrantRow[]
  return rows.map((row) => ({
    client: open.get(row.id)?.client ?? null,
    role: row.role,
    basis: row.basis,
    sections: row.sections.split(",") as Section[],
    since: row.claimed_at ?? row.starts_at,
    until: open.get(row.id)?.until ?? row.revoked_at ?? row.ends_at,
  }))
}

export async function copyTexts(db: Db, id: string): Promise<AccountCopy["acceptedTexts"]> {
  const rows = (await db("accepted_texts").where(of(id)).orderBy("accepted_at")) as {
    kind: LegalText["kind"]
    version: string
    accepted_at: string
  }[]
  return rows.map(({ kind, version, accepted_at: acceptedAt }) => ({ kind, version, acceptedAt }))
}

type DeviceRow = {
  id: string
  browser: string
  device: string
  created_at: string
  last_login_at: string
  ended_at: string | null
}

export async function copyDevices(db: Db, id: string): Promise<CopiedDevice[]> {
  const rows = (await db("devices").where(of(id)).orderBy("last_login_at", "desc")) as DeviceRow[]
  const vaults = (await db("vaults")
    .where({ ...of(id), ended_at: null })
    .select("device_id")) as { device_id: string | null }[]
  const keeping = new Set(vaults.map(({ device_id }) => device_id))
  return rows.map((row) => ({
    kind: row.device,
    browser: row.browser,
    firstLoginAt: row.created_at,
    lastLoginAt: row.last_login_at,
    endedAt: row.ended_at,
    keepsRecords: keeping.has(row.id),
  }))
}

export async function copyChoices(
  db: Db,
  id: string,
): Promise<Pick<AccountCopy, "display" | "news" | "told" | "putAway">> {
  const display = (await db("display_settings").where(of(id)).orderBy("field")) as {
    field: string
    value: string
    changed_at: string
  }[]
  const news = (await db("news_settings").where(of(id)).first("frequency", "changed_at")) as
    { frequency: NewsFrequency | null; changed_at: string | null } | undefined
  const told = (await db("told_accounts").where(of(id)).orderBy("at").select("purpose", "at")) as {
    purpose: string
    at: string
  }[]
  const putAway = (await db("read_announcements")
    .join("announcements", "announcements.id", "read_announcements.announcement_id")
    .where({ "read_announcements.account_id": id })
    .orderBy("read_announcements.read_at")
    .select("announcements.title", "read_announcements.read_at as at")) as { title: string; at: string }[]
  return {
    display: display.map(({ field, value, changed_at: changedAt }) => ({ field, value, changedAt })),
    news: { frequency: news?.frequency ?? defaultNews, changedAt: news?.changed_at ?? null },
    told,
    putAway,
  }
}

export async function copyChanges(db: Db, sealing: Sealing, id: string, now: Date): Promise<CopiedChange[]> {
  return (await listChanges(db, sealing, id, now)).map((change) => {
    const show = change.kind === "mobile" ? showMobile : (email: string) => email
    return {
      kind: change.kind,
      state: stateOf(change, now.toISOString()),
      from: change.before && show(change.before),
      to: show(change.value),
      askedAt: change.createdAt,
      doneAt: change.doneAt,
    }
  })
}

function stateOf(
  change: { undoneAt: string | null; doneAt: string | null; endedAt: string | null; expiresAt: string },
  now: string,
): CopiedChange["state"] {
  if (change.undoneAt !== null) return "undone"
  if (change.doneAt !== null) return "done"
  return change.endedAt !== null || change.expiresAt <= now ? "stopped" : "open"
}
