// A signed form that came in waits on the desk's list until somebody gives access on it (grants.ts), or refuses it.
import { randomUUID } from "node:crypto"
import type { FormRefusal } from "#contract/desk"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { emailIndexOf } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { formRefusedMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { holdPatient } from "./desk-version.ts"
import { decideForm, findWaitingForm, insertForm } from "./forms.queries.ts"
import { GrantError, refusedGrant } from "./grant-error.ts"
import { MAIL_DAYS } from "./grant-news.ts"
import { raiseTask, settleTasks } from "./staff-tasks.queries.ts"

export type NewForm = {
  seen: string
  patientId: string
  /** A relative's id, "self" for the client, "unknown" for somebody whom the ECD does not know. */
  person: string
  /** As normalised by server/credentials; the number may be missing on the paper. */
  email: string
  mobile: string | null
  formDate: string
  formReference: string
}

/** @throws GrantError `grant-refused`, `form-known`, `not-found`; Failure `changed-meanwhile`. */
export async function recordForm(deps: Deps, form: NewForm, actor: Actor, by: string): Promise<void> {
  const now = deps.now()
  const { patientId, person } = form
  await deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, form.seen)
    await judge(trx, form, dateInAmsterdam(now))
    const emailIndex = emailIndexOf(deps.sealing, form.email)
    if (await findWaitingForm(trx, { patient_id: patientId, email_index: emailIndex }))
      throw new GrantError("A form of this address waits already.", "form-known")
    const id = randomUUID()
    const key = await deps.sealing.keyFor(trx, { kind: "patient", id: patientId }, now)
    const seal = (column: string, text: string) => deps.sealing.seal(key, `access_forms.${column}`, id, text)
    await insertForm(trx, {
      id,
      patient_id: patientId,
      person,
      email: seal("email", form.email),
      email_index: emailIndex,
      mobile: form.mobile === null ? null : seal("mobile", form.mobile),
      form_date: form.formDate,
      form_reference: form.formReference,
      recorded_at: now.toISOString(),
      recorded_by: by,
    })
    await raiseTask(trx, { kind: "form-waiting", objectId: id, patientId }, now)
    await log(trx, deps, "form.add", actor, { id, patientId, reason: form.formReference })
  })
}

async function judge(trx: Db, { patientId, person, formDate }: NewForm, today: string): Promise<void> {
  const patient = (await trx("patients").where({ id: patientId, visible: true }).first("merged_into")) as
    { merged_into: string | null } | undefined
  const isKnown = person === "self" || person === "unknown" || (await isRelative(trx, patientId, person))
  if (!patient || !isKnown)
    throw new GrantError(`There is no ${person} at patient ${patientId}.`, "not-found")
  if (patient.merged_into !== null) throw refusedGrant(["patient-merged"])
  if (formDate > today) throw refusedGrant(["form-future"])
}

const isRelative = async (trx: Db, patientId: string, id: string) =>
  (await trx("relatives").where({ id, patient_id: patientId }).first("id")) !== undefined

/**
 * Nothing is given; whoever signed it hears in general words why, and whom to ring. What was recorded by mistake is mailed
 * to nobody. @throws GrantError `form-decided`; Failure `changed-meanwhile`.
 */
export async function refuseForm(
  deps: Deps,
  { patientId, id }: { patientId: string; id: string },
  { seen, reason }: { seen: string; reason: FormRefusal },
  actor: Actor,
  by: string,
): Promise<void> {
  const now = deps.now()
  await deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const form = await findWaitingForm(trx, { id, patient_id: patientId })
    const decision = { at: now.toISOString(), by, refusal: reason }
    if (!form || !(await decideForm(trx, id, decision)))
      throw new GrantError(`Form ${id} does not wait any more.`, "form-decided")
    if (reason !== "mistake") {
      const key = await deps.sealing.keyFor(trx, { kind: "patient", id: patientId }, now)
      const sender = senderOf(await readOrganisation(trx), deps.config.origin)
      await queueMessage(trx, deps, {
        kind: "mail",
        purpose: "form-refused",
        accountId: null,
        to: deps.sealing.open(key, "access_forms.email", id, form.email),
        ...formRefusedMail(sender, reason),
        giveUpAt: new Date(now.getTime() + MAIL_DAYS * 86_400_000),
      })
    }
    await settleTasks(trx, { kinds: ["form-waiting"], objectId: id }, by, now)
    await log(trx, deps, "form.refuse", actor, { id, patientId, reason })
  })
}

const log = (
  trx: Db,
  deps: Deps,
  event: "form.add" | "form.refuse",
  actor: Actor,
  { id, patientId, reason }: { id: string; patientId: string; reason: string },
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "form.add" ? "C" : "U",
    reason,
    actor,
    patientId,
    objectKind: "form",
    objectId: id,
  })
