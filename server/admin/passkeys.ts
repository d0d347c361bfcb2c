// Passkeys as a second factor of staff (WebAuthn). A challenge belongs to one browser, serves once, and for ten minutes; an
// answer counts only from our own origin, for our own host, and with a counter that went on.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server"
import { randomUUID } from "node:crypto"
import type { NewPasskey, PasskeyProof } from "#contract/staff-passkeys"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import type { Member } from "./members.queries.ts"
import {
  findPasskey,
  insertChallenge,
  listPasskeys,
  noteUse,
  spendChallenge,
  type ChallengeOf,
  type StoredPasskey,
} from "./passkeys.queries.ts"

const CHALLENGE_MINUTES = 10
const MOST_PASSKEYS = 10

const hostOf = (deps: Deps) => new URL(deps.config.origin).hostname

/** What the browser is asked, and the token of the cookie that must come back with its answer. */
export type Asked = { options: object; token: string }

/** Any passkey of this portal: which account it is of, only the answer says. */
export async function askForPasskey(deps: Deps): Promise<Asked> {
  const options = await generateAuthenticationOptions({ rpID: hostOf(deps), userVerification: "preferred" })
  return { options, token: await keep(deps, options.challenge, { purpose: "login", staffId: null }) }
}

/** @throws Failure `passkeys-full`. */
export async function askForNewPasskey(
  deps: Deps,
  member: Member,
  purpose: "enrol" | "invitation",
): Promise<Asked> {
  const known = await listPasskeys(deps.db, member.id)
  if (known.length >= MOST_PASSKEYS) return fail("passkeys-full")
  const options = await generateRegistrationOptions({
    rpName: `Beheer ${(await readOrganisation(deps.db)).name}`,
    rpID: hostOf(deps),
    userID: new TextEncoder().encode(member.id),
    userName: member.email,
    userDisplayName: member.name,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
    // It must be found without a name: the login asks for any passkey.
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
  })
  return { options, token: await keep(deps, options.challenge, { purpose, staffId: member.id }) }
}

async function keep(deps: Deps, challenge: string, of: ChallengeOf): Promise<string> {
  const now = deps.now()
  const token = newToken(deps.random)
  const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000).toISOString()
  await deps.db.transaction((trx) =>
    insertChallenge(trx, {
      ...of,
      tokenHash: hashToken(token),
      challenge,
      now: now.toISOString(),
      expiresAt,
    }),
  )
  return token
}

const spend = (deps: Deps, token: string | undefined, of: ChallengeOf) =>
  deps.db.transaction((trx) =>
    spendChallenge(trx, { ...of, tokenHash: hashToken(token ?? ""), now: deps.now().toISOString() }),
  )

/** @returns what to do in the transaction of the deed (false: used meanwhile), or undefined when it proves nothing. */
export async function judgePasskey(
  deps: Deps,
  member: Member,
  { id, ...response }: PasskeyProof,
  token: string | undefined,
): Promise<((trx: Db) => Promise<boolean>) | undefined> {
  const challenge = await spend(deps, token, { purpose: "login", staffId: null })
  const passkey = await findPasskey(deps.db, id)
  if (!challenge || passkey?.staffId !== member.id) return undefined
  const counter = await counterOf(deps, passkey, challenge, response)
  return counter === undefined ? undefined : (trx) => noteUse(trx, passkey, counter, deps.now().toISOString())
}

async function counterOf(
  deps: Deps,
  passkey: StoredPasskey,
  challenge: string,
  response: Omit<PasskeyProof, "id">,
): Promise<number | undefined> {
  const { credentialId: id } = passkey
  const credential = { id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter }
  const answer = { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: deps.config.origin,
      expectedRPID: hostOf(deps),
      credential,
      // The password was asked already.
      requireUserVerification: false,
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // The library throws for whatever does not fit, and for a counter that did not go on.
    return undefined
  }
}

/** @returns what to store. @throws Failure `passkey-wrong`. */
export async function judgeNewPasskey(
  deps: Deps,
  { id, name, transports, ...response }: NewPasskey,
  token: string | undefined,
  of: ChallengeOf & { staffId: string },
): Promise<StoredPasskey & { name: string; createdAt: string }> {
  const challenge = (await spend(deps, token, of)) ?? fail("passkey-wrong")
  const answer = { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} }
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: deps.config.origin,
    expectedRPID: hostOf(deps),
    requireUserVerification: false,
  }).catch(() => fail("passkey-wrong"))
  const { credential } = registrationInfo ?? fail("passkey-wrong")
  // An authenticator never makes one twice: this is somebody's answer from elsewhere.
  if (await findPasskey(deps.db, credential.id)) return fail("passkey-wrong")
  return {
    id: randomUUID(),
    staffId: of.staffId,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports,
    name,
    createdAt: deps.now().toISOString(),
  }
}
