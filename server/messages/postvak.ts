// The demo's gateway: what a provider would deliver is kept, sealed, to be shown at /postvak.
import type { Deps } from "../deps.ts"
import { systemOwner } from "../sealing/sealing.ts"
import type { MessageBody, MessageKind } from "./outbox.queries.ts"

export type PostvakMessage = MessageBody & { id: string; kind: MessageKind; at: string }

const column = "postvak_messages.sealed"

/** Keeps a message once, also when it comes again after a kill between delivering and writing that down. */
export async function keepInPostvak(
  { db, sealing, now }: Deps,
  message: MessageBody & { id: string; kind: MessageKind },
): Promise<void> {
  const { id, kind, to, subject, text, html } = message
  const key = await sealing.keyFor(db, systemOwner, now())
  const sealed = sealing.seal(key, column, id, JSON.stringify({ to, subject, text, html }))
  await db("postvak_messages").insert({ id, kind, sealed, at: now().toISOString() }).onConflict("id").ignore()
}

/** Newest first. */
export async function listPostvak({ db, sealing, now }: Deps): Promise<PostvakMessage[]> {
  const key = await sealing.keyFor(db, systemOwner, now())
  const rows = (await db("postvak_messages").orderBy("seq", "desc").select("id", "kind", "sealed", "at")) as {
    id: string
    kind: MessageKind
    sealed: Buffer
    at: string
  }[]
  return rows.map(({ id, kind, sealed, at }) => {
    const body = JSON.parse(sealing.open(key, column, id, sealed)) as MessageBody
    return { id, kind, ...body, at }
  })
}
