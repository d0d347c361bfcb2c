// The mailed link that undoes a change of number or address. Whoever changed it may have changed more since: all that was
// done from that change on is undone with it. Pressed twice it answers the same.
import type { UndoPreview } from "#contract/account-changes"
import type { Db } from "../../db/knex.ts"
import { endOthers } from "../access/end-others.ts"
import { followContact } from "../access/follow-contact.ts"
import { raiseTask } from "../access/staff-tasks.queries.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { isOthersAddress, lockAccount } from "../credentials/accounts.queries.ts"
import {
  holdValue,
  listDoneFrom,
  markUndone,
  storeValue,
  type ChangeKind,
  type DoneChange,
} from "../credentials/changes.queries.ts"
import { showMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { undoneMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { hashToken } from "../session/tokens.ts"
import { findContact } from "./account.queries.ts"
import { findUndoLink, type UndoLink } from "./links.queries.ts"

const NOTICE_HOURS = 24

/** @throws Failure `link-invalid` for an old, unknown or foreign link, and one of an account that was closed. */
export async function previewUndo(deps: Deps, token: string): Promise<UndoPreview> {
  const link = await findLink(deps.db, deps, token)
  return describe(link, await changesToUndo(deps.db, deps, link))
}

/** @throws Failure `link-invalid`; `email-taken` when the address has another account by now: nothing is undone. */
export async function undoChange(deps: Deps, token: string, client: ClientInfo): Promise<UndoPreview> {
  const known = await findLink(deps.db, deps, token)
  const outcome = await deps.db.transaction(async (trx) => {
    await lockAccount(trx, known.accountId)
    // Read again: the account may have been closed, or the link pressed, in the meantime.
    const link = await findLink(trx, deps, token)
    const changes = await changesToUndo(trx, deps, link)
    if (changes.length === 0) return describe(link, changes)
    const actor: Actor = { kind: "reader", id: link.accountId, means: "mail link", client }
    if (await isAddressTaken(trx, link, changes)) {
      await log(trx, deps, link, actor, "email-taken")
      return undefined
    }
    for (const change of firstOfEachKind(changes)) await putBack(trx, deps, link, change, actor)
    await markUndone(
      trx,
      changes.map(({ id }) => id),
      deps.now().toISOString(),
    )
    await endOthers(trx, deps, { accountId: link.accountId, reason: "undone", actor, keepSession: null })
    await log(trx, deps, link, actor, null)
    const { accountId } = link
    await raiseTask(trx, { kind: "change-undone", objectId: accountId, accountId }, deps.now())
    await tell(trx, deps, link)
    return { ...describe(link, changes), state: "done" as const }
  })
  return outcome ?? fail("email-taken")
}

async function findLink(db: Db, deps: Deps, token: string): Promise<UndoLink> {
  return (await findUndoLink(db, hashToken(token), deps.now().toISOString())) ?? fail("link-invalid")
}

async function changesToUndo(db: Db, deps: Deps, link: UndoLink): Promise<DoneChange[]> {
  if (link.undoneAt !== null) return []
  return listDoneFrom(db, deps.sealing, link.accountId, link.number, deps.now())
}

/** What it was before the first of them is what it becomes. */
const firstOfEachKind = (changes: DoneChange[]): DoneChange[] =>
  (["mobile", "email"] as const).flatMap((kind) => changes.find((change) => change.kind === kind) ?? [])

function describe({ undoneAt }: UndoLink, changes: DoneChange[]): UndoPreview {
  const before = (kind: ChangeKind) => changes.find((change) => change.kind === kind)?.before
  const mobile = before("mobile")
  return {
    state: undoneAt === null && changes.length > 0 ? "open" : "done",
    email: before("email") ?? null,
    mobile: mobile === undefined ? null : showMobile(mobile),
  }
}

/** Somebody may have registered with the old address since. A number may be shared: it goes back whoever has it too. */
async function isAddressTaken(trx: Db, { accountId }: UndoLink, changes: DoneChange[]): Promise<boolean> {
  const email = changes.find(({ kind }) => kind === "email")
  if (!email) return false
  await holdValue(trx, email.beforeIndex)
  return isOthersAddress(trx, email.beforeIndex, accountId)
}

async function putBack(
  trx: Db,
  deps: Deps,
  { accountId }: UndoLink,
  { kind, before, beforeIndex }: DoneChange,
  actor: Actor,
) {
  const account = (await lockAccount(trx, accountId)) ?? fail("link-invalid")
  const now = { emailIndex: account.email_index, mobileIndex: account.mobile_index }
  const value = { accountId, kind, value: before, valueIndex: beforeIndex }
  await storeValue(trx, deps.sealing, value, deps.now())
  await followContact(trx, deps, value, now, actor)
}

async function tell(trx: Db, deps: Deps, { accountId }: UndoLink) {
  const { email } = await findContact(trx, deps.sealing, accountId)
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "change-undone",
    accountId,
    to: email,
    ...undoneMail(senderOf(await readOrganisation(trx), deps.config.origin)),
    giveUpAt: new Date(deps.now().getTime() + NOTICE_HOURS * 3_600_000),
  })
}

const log = (trx: Db, deps: Deps, { accountId }: UndoLink, actor: Actor, refusal: string | null) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "account.undo",
    action: "U",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor,
    objectKind: "account",
    objectId: accountId,
  })
