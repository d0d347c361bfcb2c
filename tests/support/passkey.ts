// An authenticator made of a few lines: it makes passkeys and answers challenges as a telephone would, or as a thief would.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto"
import type { NewPasskey, PasskeyProof } from "#contract/staff-passkeys"

export type MadePasskey = { id: Buffer; privateKey: KeyObject; counter: number }

/** What an attacker may change of an answer. */
type Twist = { origin?: string; host?: string; counter?: number; type?: string }

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest()
const u32 = (value: number) => Buffer.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 255))
const PRESENT_AND_VERIFIED = 0x05
const WITH_CREDENTIAL = 0x40

/** A CBOR byte string. */
const bytes = (data: Buffer) =>
  Buffer.concat([
    data.length < 256
      ? Buffer.from([0x58, data.length])
      : Buffer.from([0x59, data.length >> 8, data.length & 255]),
    data,
  ])
const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])

const clientData = (type: string, challenge: string, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

type Options = { challenge: string }

/** Answers `navigator.credentials.create()`. */
export function makePasskey(
  origin: string,
  options: object,
  name = "Telefoon",
  twist: Twist = {},
): { passkey: MadePasskey; answer: NewPasskey } {
  const { challenge } = options as Options
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  const id = randomBytes(32)
  const point = (value: string) => bytes(Buffer.from(value, "base64url"))
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    point(x),
    Buffer.from([0x22]),
    point(y),
  ])
  const authData = Buffer.concat([
    sha256(twist.host ?? new URL(origin).hostname),
    Buffer.from([PRESENT_AND_VERIFIED | WITH_CREDENTIAL]),
    u32(0),
    Buffer.alloc(16),
    Buffer.from([0, id.length]),
    id,
    cose,
  ])
  const attestation = Buffer.concat([
    Buffer.from([0xa3]),
    text("fmt"),
    text("none"),
    text("attStmt"),
    Buffer.from([0xa0]),
    text("authData"),
    bytes(authData),
  ])
  const answer: NewPasskey = {
    name,
    id: id.toString("base64url"),
    clientDataJSON: clientData(twist.type ?? "webauthn.create", challenge, twist.origin ?? origin).toString(
      "base64url",
    ),
    attestationObject: attestation.toString("base64url"),
    transports: ["internal"],
  }
  return { passkey: { id, privateKey, counter: 0 }, answer }
}

/** Answers `navigator.credentials.get()`; the counter goes on. */
export function usePasskey(
  origin: string,
  options: object,
  passkey: MadePasskey,
  twist: Twist = {},
): PasskeyProof {
  passkey.counter = twist.counter ?? passkey.counter + 1
  const client = clientData(
    twist.type ?? "webauthn.get",
    (options as Options).challenge,
    twist.origin ?? origin,
  )
  const authenticatorData = Buffer.concat([
    sha256(twist.host ?? new URL(origin).hostname),
    Buffer.from([PRESENT_AND_VERIFIED]),
    u32(passkey.counter),
  ])
  const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(client)]), passkey.privateKey)
  return {
    id: passkey.id.toString("base64url"),
    clientDataJSON: client.toString("base64url"),
    authenticatorData: authenticatorData.toString("base64url"),
    signature: signature.toString("base64url"),
  }
}
