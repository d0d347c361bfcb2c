// What the browser does with passkeys: making one, answering with one. The person may say no to either, or have none.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser"
import {
  passkeyTransports,
  type NewPasskey,
  type PasskeyOptions,
  type PasskeyProof,
} from "#contract/staff-passkeys"
import { postJson } from "../api/call.ts"

export const canUsePasskeys = browserSupportsWebAuthn()

/** Nothing came of it: stopped by the person, too late, no passkey of this portal, or this device has one already. */
export class NoPasskey extends Error {}

const browsers = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw new NoPasskey("the browser gave no passkey", { cause: error })
  })

/** A second factor, for one deed. @throws NoPasskey, ApiFailure. */
export async function answerWithPasskey(): Promise<PasskeyProof> {
  const { options } = await postJson<PasskeyOptions>("/api/staff/login/passkey", {})
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  const { id, response } = await browsers(startAuthentication({ optionsJSON }))
  const { clientDataJSON, authenticatorData, signature } = response
  return { id, clientDataJSON, authenticatorData, signature }
}

/** @param path who asks for the new one: an invitation, or an account. @throws NoPasskey, ApiFailure. */
export async function makePasskey(path: string, body: object, name: string): Promise<NewPasskey> {
  const { options } = await postJson<PasskeyOptions>(path, body)
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
  const { id, response } = await browsers(startRegistration({ optionsJSON }))
  const known = passkeyTransports.filter((transport) => response.transports?.includes(transport))
  const { clientDataJSON, attestationObject } = response
  return { name, id, clientDataJSON, attestationObject, transports: known }
}
