// A password that was typed a moment ago and that the server accepted: it never leaves this page's memory, opens and locks
// the vault of its own account only, and is forgotten when the way in is over.
import type { Me } from "#contract/account"

type Proof = { email: string; password: string }

/** As long as the server waits for the code. */
const LASTS_MS = 30 * 60_000

let proof: Proof | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** @param forget called when nobody came for it. */
export function holdProof(held: Proof, forget: () => void): void {
  proof = held
  timer = setTimeout(forget, LASTS_MS)
}

export function dropProof(): void {
  clearTimeout(timer)
  proof = null
}

export const proofOf = (me: Me | null): string | null =>
  me !== null && proof?.email === me.email ? proof.password : null
