import type { Context } from "koa"
import type { Deps } from "../deps.ts"
import { readCookie } from "../http/cookies.ts"
import type { Reader, ReaderState } from "../session/session.ts"

/** Who is changing: the session, and the cookie by which this browser is known. */
export type Changer = { reader: Reader; deviceCookie: string | undefined }

export const changerOf = (ctx: Context & { state: ReaderState }, config: Deps["config"]): Changer => ({
  reader: ctx.state.reader,
  deviceCookie: readCookie(ctx, config, "device"),
})
