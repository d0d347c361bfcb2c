// Encryption at rest. One data key per patient and per account, wrapped by the ring; a sealed field is bound to its
// place, so a value moved to another row, column or owner does not open. Knows no table but data_keys.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import type { Keyring } from "./keyring.ts"

export type Owner = { kind: "patient" | "account" | "system"; id: string }
/** What belongs to no person: staff names, the outbox, raw imports without a patient. */
export const systemOwner: Owner = { kind: "system", id: "portal" }

export type DataKey = { readonly owner: Owner; readonly secret: Buffer }
export type WrappedKey = { ring_key: string; wrapped: Buffer }

export type Sealing = ReturnType<typeof createSealing>

const FORMAT = 1
const IV_BYTES = 12
const TAG_BYTES = 16
/** Unwrapped keys kept in memory: enough for the patients read in a busy hour, 32 bytes each. */
const CACHED_KEYS = 2000

export function createSealing(ring: Keyring) {
  const cache = new Map<string, DataKey>()
  /** Needed for each message and each import, and never another one: asked once. */
  let systemKey: DataKey | undefined

  /** @throws when the ring does not hold the key, or the row was moved from another owner. */
  function unwrap(owner: Owner, row: WrappedKey): DataKey {
    const name = `${owner.kind}/${owner.id}/${row.wrapped.toString("base64")}`
    const known = cache.get(name)
    if (known) return known
    const secret = decrypt(ring.wrappingKey(row.ring_key), wrapPlace(owner), row.wrapped)
    if (cache.size >= CACHED_KEYS) cache.delete(cache.keys().next().value as string)
    const key = { owner, secret }
    cache.set(name, key)
    return key
  }

  /** The owner's key, made at its first use. One or two statements, none for the system's once it was found. */
  async function keyFor(db: Db, owner: Owner, now: Date): Promise<DataKey> {
    if (owner !== systemOwner) return findOrMake(db, owner, now)
    if (systemKey) return systemKey
    const key = await findOrMake(db, owner, now)
    // What a transaction made may be rolled back yet.
    if (!db.isTransaction) systemKey = key
    return key
  }

  async function findOrMake(db: Db, owner: Owner, now: Date): Promise<DataKey> {
    const find = () =>
      db("data_keys").where({ owner_kind: owner.kind, owner_id: owner.id }).first("ring_key", "wrapped")
    const known = (await find()) as WrappedKey | undefined
    if (known) return unwrap(owner, known)
    const wrapped = encrypt(ring.wrappingKey(ring.activeKey), wrapPlace(owner), randomBytes(32))
    await db("data_keys")
      .insert({
        owner_kind: owner.kind,
        owner_id: owner.id,
        ring_key: ring.activeKey,
        wrapped,
        created_at: now.toISOString(),
      })
      .onConflict(["owner_kind", "owner_id"])
      .ignore()
    return unwrap(owner, (await find()) as WrappedKey)
  }

  /** The keys of many owners at once, by owner id; owners without a key are absent. */
  async function keysFor(db: Db, kind: Owner["kind"], ids: string[]): Promise<Map<string, DataKey>> {
    const rows = (await db("data_keys")
      .where("owner_kind", kind)
      .whereIn("owner_id", ids)
      .select("owner_id", "ring_key", "wrapped")) as (WrappedKey & { owner_id: string })[]
    return new Map(rows.map((row) => [row.owner_id, unwrap({ kind, id: row.owner_id }, row)]))
  }

  return {
    unwrap,
    keyFor,
    keysFor,

    /** @param column `table.column` @param row the row's id. AES-256-GCM; the result is format | iv | text | tag. */
    seal(key: DataKey, column: string, row: string, text: string): Buffer {
      return encrypt(key.secret, place(column, row, key.owner), Buffer.from(text, "utf8"))
    },

    /** @throws Error when one bit, the place or the owner differs from what was sealed. */
    open(key: DataKey, column: string, row: string, sealed: Buffer): string {
      return decrypt(key.secret, place(column, row, key.owner), sealed).toString("utf8")
    },

    /** Equal values give equal 64 hex digits, for look-ups; one key per purpose, so indexes cannot be compared. */
    blindIndex(
      purpose:
        | "email"
        | "mobile"
        | "bsn"
        | "code"
        | "rate-limit"
        | "token"
        | "content"
        | "account-tag"
        | "typed-form"
        | "device"
        | "word"
        | "name-prefix",
      value: string,
    ): string {
      return createHmac("sha256", ring.purposeKey(purpose)).update(value, "utf8").digest("hex")
    },

    auditHmac(row: string): string {
      return createHmac("sha256", ring.purposeKey("audit")).update(row, "utf8").digest("hex")
    },
  }
}

const lengthPrefixed = (parts: string[]) =>
  Buffer.from(parts.map((p) => `${Buffer.byteLength(p)}:${p}`).join(""))
const place = (column: string, row: string, owner: Owner) =>
  lengthPrefixed([column, row, owner.kind, owner.id])
const wrapPlace = (owner: Owner) => lengthPrefixed(["data_keys.wrapped", owner.kind, owner.id])

function encrypt(secret: Buffer, aad: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(aad)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([FORMAT]), iv, text, cipher.getAuthTag()])
}

function decrypt(secret: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  if (sealed[0] !== FORMAT || sealed.length < 1 + IV_BYTES + TAG_BYTES)
    throw new Error("sealed value is damaged")
  const cipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(1, 1 + IV_BYTES)).setAAD(aad)
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([cipher.update(sealed.subarray(1 + IV_BYTES, -TAG_BYTES)), cipher.final()])
}
