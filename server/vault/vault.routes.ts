import Router from "@koa/router"
import { VaultCheckInput, VaultTicketInput, VaultWipedInput } from "#contract/vault"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { clientInfo, type ClientInfo } from "../http/client.ts"
import { input } from "../http/input.ts"
import { takeTurns, turnAt } from "../limits/counters.ts"
import { requireAccount } from "../session/session.ts"
import { checkVault } from "./check-vault.ts"
import { issueTicket } from "./issue-ticket.ts"
import { markWiped } from "./vault.queries.ts"

export function vaultRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { trustProxy } = deps.config

  router.post("/api/vault", requireAccount(deps), async (ctx) => {
    const { vault } = input(ctx.request.body, VaultTicketInput)
    ctx.body = await issueTicket(deps, ctx.state.reader, vault)
  })

  router.post("/api/vault/check", async (ctx) => {
    const question = input(ctx.request.body, VaultCheckInput)
    ctx.body = await checkVault(deps, question, clientInfo(ctx, trustProxy))
  })

  router.post("/api/vault/wiped", async (ctx) => {
    const { vault } = input(ctx.request.body, VaultWipedInput)
    await noteWiped(deps, vault, clientInfo(ctx, trustProxy))
    ctx.status = 204
  })

  return router
}

/** An id that nobody knows is no mistake: the row may have gone before the device came back. */
async function noteWiped(deps: Deps, vaultId: string, client: ClientInfo) {
  const now = deps.now()
  await deps.db.transaction(async (trx) => {
    await takeTurns(trx, deps, [turnAt("vault-checks-address", client.address)])
    const accountId = await markWiped(trx, vaultId, now.toISOString())
    if (!accountId) return
    await appendAudit(trx, deps.sealing, now, {
      event: "vault.wiped",
      action: "D",
      actor: { kind: "reader", id: accountId, means: "vault id", client },
      objectKind: "vault",
      objectId: vaultId,
    })
  })
}
