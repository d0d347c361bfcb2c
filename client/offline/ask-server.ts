// "May this vault still open?" Only a verdict that the portal gave itself counts; everything else is silence.
import type { VaultVerdict } from "#contract/vault"
import { postJson } from "../api/call.ts"
import { failureCode } from "../api/failure.ts"
import type { OpenVault } from "../vault/types.ts"

const PATIENCE_MS = 2_000

export async function askServer(vault: OpenVault): Promise<VaultVerdict | null> {
  try {
    const question = { ticket: vault.ticket, items: vault.items() }
    return await postJson<VaultVerdict>("/api/vault/check", question, { patience: PATIENCE_MS })
  } catch (error) {
    failureCode(error)
    return null
  }
}
