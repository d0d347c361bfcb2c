// The work list's routes. Each change answers the whole list as it is afterwards.
import type Router from "@koa/router"
import { DoneInput, LostPhoneInput, NoInput, TakeOverInput } from "#contract/tasks"
import { readMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { createStaffRouter, type Deed } from "./staff-router.ts"
import {
  askLostPhone,
  decideLostPhone,
  finishTask,
  openTaskCount,
  pickTask,
  readRefused,
  readTasks,
  releaseTask,
  takeOverTask,
} from "./tasks.ts"

export function tasksRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)

  get("/api/staff/tasks", "tasks.handle", async (ctx, deed) => {
    ctx.body = await readTasks(deps, deed)
  })

  get("/api/staff/tasks/count", "tasks.handle", async (ctx) => {
    ctx.body = await openTaskCount(deps)
  })

  get("/api/staff/tasks/:taskId/refused", "tasks.handle", async (ctx, deed) => {
    ctx.body = await readRefused(deps, ctx.params["taskId"] ?? "", deed)
  })

  const change = (name: string, act: (id: string, body: unknown, deed: Deed) => Promise<void>) =>
    post(`/api/staff/tasks/:taskId/${name}`, "tasks.handle", async (ctx, deed) => {
      await act(ctx.params["taskId"] ?? "", ctx.request.body, deed)
      ctx.body = await readTasks(deps, deed)
    })
  const plain = (name: string, act: (id: string, deed: Deed) => Promise<void>) =>
    change(name, (id, body, deed) => {
      input(body, NoInput)
      return act(id, deed)
    })

  plain("pick", (id, deed) => pickTask(deps, id, deed))
  plain("release", (id, deed) => releaseTask(deps, id, deed))
  plain("approve", (id, deed) => decideLostPhone(deps, id, "approve", deed))
  plain("cancel", (id, deed) => decideLostPhone(deps, id, "cancel", deed))
  change("take-over", (id, body, deed) => takeOverTask(deps, id, input(body, TakeOverInput).seen, deed))
  change("done", (id, body, deed) => finishTask(deps, id, input(body, DoneInput), deed))

  post("/api/staff/patients/:patientId/grants/:grantId/lost-phone", "grants.change", async (ctx, deed) => {
    const { mobile: typed, proof } = input(ctx.request.body, LostPhoneInput)
    const { smsCountries } = await readOrganisation(deps.db)
    const mobile = readMobile(typed, "NL", smsCountries)
    if (mobile.kind !== "mobile") return fail(mobile.code)
    const { patientId = "", grantId = "" } = ctx.params
    await askLostPhone(deps, { patientId, grantId }, { mobile: mobile.e164, proof }, deed)
    ctx.body = await readTasks(deps, deed)
  })

  return router
}
