// The access desk's routes. Each change answers the client's page as it is afterwards.
import type Router from "@koa/router"
import * as v from "valibot"
import {
  CapacityInput,
  EndInput,
  FindInput,
  FormInput,
  GrantInput,
  RefuseInput,
  SectionsInput,
  SlotInput,
  UnlockInput,
  type DeskInvited,
  type DeskPatient,
} from "#contract/desk"
import type { Db } from "../../db/knex.ts"
import { changeCapacity } from "../access/capacity.ts"
import { recordForm, refuseForm } from "../access/forms.ts"
import { GrantError } from "../access/grant-error.ts"
import { endGrantOf } from "../access/end-grants.ts"
import { addGrant, changeSections } from "../access/grants.ts"
import { addSlot } from "../access/slots.ts"
import { cancelInvitation, inviteHolder } from "../access/invitations.ts"
import { unlockGrant } from "../access/lock-grant.ts"
import { readEmail } from "../credentials/email.ts"
import { readMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { addDays, startOfDay } from "../http/amsterdam.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { openDeskPatient } from "./desk-patient.ts"
import { previewEnd } from "./end-preview.ts"
import { findPatients } from "./find-patients.ts"
import { createStaffRouter, type Deed } from "./staff-router.ts"

const PATIENT = "/api/staff/patients/:patientId"

export function deskRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)

  post("/api/staff/patients/find", "patients.find", async (ctx, { actor }) => {
    ctx.body = await findPatients(deps, input(ctx.request.body, FindInput).text, actor)
  })

  get(PATIENT, "patients.find", async (ctx, { actor }) => {
    ctx.body = await openDeskPatient(deps, patientOf(ctx), actor)
  })

  const change = (path: string, deed: (ctx: Params & { body: unknown }, staff: Deed) => Promise<unknown>) =>
    post(PATIENT + path, "grants.change", async (ctx, staff) => {
      await explained(deed({ params: ctx.params, body: ctx.request.body }, staff))
      const page: DeskPatient = await openDeskPatient(deps, patientOf(ctx), staff.actor)
      ctx.body = page
    })

  const readNumber = async (typed: string): Promise<string> => {
    const { smsCountries } = await readOrganisation(deps.db)
    const mobile = readMobile(typed, "NL", smsCountries)
    return mobile.kind === "mobile" ? mobile.e164 : fail(mobile.code)
  }

  change("/forms", async (ctx, { staff, actor }) => {
    const typed = input(ctx.body, FormInput)
    const email = readEmail(typed.email) ?? fail("email-invalid")
    const mobile = typed.mobile.trim() ? await readNumber(typed.mobile) : null
    await recordForm(deps, { ...typed, email, mobile, patientId: patientOf(ctx) }, actor, staff.id)
  })

  change("/forms/:formId/refuse", async (ctx, { staff, actor }) => {
    const form = { patientId: patientOf(ctx), id: ctx.params["formId"] ?? "" }
    await refuseForm(deps, form, input(ctx.body, RefuseInput), actor, staff.id)
  })

  change("/grants", async (ctx, { staff, actor }) => {
    const { lastDay, basis, formId, ...typed } = input(ctx.body, GrantInput)
    const email = readEmail(typed.email) ?? fail("email-invalid")
    const mobile = await readNumber(typed.mobile)
    const grant = {
      ...typed,
      email,
      mobile,
      ...(formId !== undefined && { formId }),
      patientId: patientOf(ctx),
      ...(basis && { basis }),
      ...(lastDay && { endsAt: startOfDay(addDays(lastDay, 1)).toISOString() }),
    }
    await addGrant(deps, grant, actor, staff.id)
  })

  change("/grants/:grantId/sections", async (ctx, { actor }) => {
    await changeSections(deps, grantOf(ctx), input(ctx.body, SectionsInput), actor)
  })

  change("/grants/:grantId/end", async (ctx, { actor }) => {
    await endGrantOf(deps, grantOf(ctx), input(ctx.body, EndInput), actor)
  })

  get(`${PATIENT}/grants/:grantId/end-preview`, "grants.change", async (ctx, { actor }) => {
    ctx.body = await previewEnd(deps, grantOf(ctx), actor)
  })

  change("/grants/:grantId/unlock", async (ctx, { staff, actor }) => {
    await unlockGrant(deps, grantOf(ctx), input(ctx.body, UnlockInput), actor, staff.id)
  })

  post(`${PATIENT}/grants/:grantId/invite`, "grants.change", async (ctx, { staff, actor }) => {
    input(ctx.request.body, v.strictObject({}))
    await requireGrantOf(deps.db, grantOf(ctx))
    const invited = await explained(inviteHolder(deps, grantOf(ctx).id, true, actor, staff.id))
    ctx.body = { invited, patient: await openDeskPatient(deps, patientOf(ctx), actor) } satisfies DeskInvited
  })

  change("/grants/:grantId/cancel-invitation", async (ctx, { actor }) => {
    input(ctx.body, v.strictObject({}))
    await requireGrantOf(deps.db, grantOf(ctx))
    await cancelInvitation(deps, grantOf(ctx).id, actor)
  })

  change("/slots", async (ctx, { staff, actor }) => {
    const { seen, reason } = input(ctx.body, SlotInput)
    await addSlot(deps, { patientId: patientOf(ctx), seen, reason }, actor, staff.id)
  })

  change("/capacity", async (ctx, { actor }) => {
    await changeCapacity(deps, patientOf(ctx), input(ctx.body, CapacityInput), actor)
  })

  return router
}

type Params = { params: Record<string, string> }
const patientOf = ({ params }: Params): string => params["patientId"] ?? ""
const grantOf = ({ params }: Params) => ({
  patientId: params["patientId"] ?? "",
  id: params["grantId"] ?? "",
})

/** A grant of another client is none. */
async function requireGrantOf(db: Db, { patientId, id }: { patientId: string; id: string }): Promise<void> {
  if (!(await db("grants").where({ id, patient_id: patientId }).first("id"))) fail("not-found")
}

/** The desk's own words for what the command line says in a sentence. */
async function explained<Result>(deed: Promise<Result>): Promise<Result> {
  try {
    return await deed
  } catch (error) {
    if (!(error instanceof GrantError)) throw error
    return fail(error.code, error.mistakes.length > 0 ? { mistakes: error.mistakes } : {})
  }
}
