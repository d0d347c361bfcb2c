import Router from "@koa/router"
import { PictureParams, StoryParams, type StoryPage, type StorySection } from "#contract/portrait"
import { readRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import type { Deps } from "../deps.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { findPicture } from "./pictures.queries.ts"
import { findBirthDate, listPieces } from "./portrait.queries.ts"

/** Two sections of their own: a grant may open the one and not the other. */
const addresses: [address: string, section: StorySection][] = [
  ["portrait", "portrait"],
  ["life-story", "lifeStory"],
]

export function portraitRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  for (const [address, section] of addresses) {
    router.get(`/api/patients/:patientId/${address}`, requireAccount(deps), async (ctx) => {
      const { patientId } = input(ctx.params, StoryParams)
      const { reader } = ctx.state
      ctx.body = await readRecord(deps, reader, patientId, section, { kind: address }, async (record) => {
        const page: StoryPage = {
          patientName: record.name.full,
          callName: record.name.callName ?? record.name.full,
          birthDate: await findBirthDate(record.trx, patientId),
          pieces: await listPieces(record, deps.sealing, section, reader.previousLoginAt),
          updatedAt: await latestSuccessfulSync(record.trx),
        }
        return page
      })
    })

    const pictures = `/api/patients/:patientId/${address}/pictures/:pictureId`
    router.get(pictures, requireAccount(deps), async (ctx) => {
      const { patientId, pictureId } = input(ctx.params, PictureParams)
      const object = { kind: "picture", id: pictureId }
      ctx.body = await readRecord(deps, ctx.state.reader, patientId, section, object, (record) =>
        findPicture(record, deps.sealing, section, pictureId),
      )
    })
  }
  return router
}
