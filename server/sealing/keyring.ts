// The keyring file: the keys that wrap every data key, and the root of the blind indexes. It lives outside the
// data folder and outside backups (the demo aside): who holds the database without it reads nothing.
import { hkdfSync, randomBytes } from "node:crypto"
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import * as v from "valibot"

const secret = v.pipe(
  v.string(),
  v.check((text) => Buffer.from(text, "base64").length === 32, "is not 32 bytes of base64"),
)
const KeyringFile = v.strictObject({
  format: v.literal("clientportaal-keyring-1"),
  active: v.string(),
  keys: v.record(v.string(), v.strictObject({ secret, state: v.picklist(["active", "read-only"]) })),
  indexRoot: secret,
})

export type Keyring = {
  activeKey: string
  wrappingKey(id: string): Buffer
  /** 32 bytes for one purpose only ("codes", "email", "audit" …); stays the same when wrapping keys rotate. */
  purposeKey(purpose: string): Buffer
}

/** A new ring as the text of its file: one active wrapping key and an index root, 256 random bits each. */
export function newKeyring(): string {
  const file: v.InferOutput<typeof KeyringFile> = {
    format: "clientportaal-keyring-1",
    active: "k1",
    keys: { k1: { secret: randomBytes(32).toString("base64"), state: "active" } },
    indexRoot: randomBytes(32).toString("base64"),
  }
  return JSON.stringify(file, null, 2) + "\n"
}

/** Writes a new ring, mode 0600. Throws when the file exists: a ring over encrypted data would lose it. */
export function writeKeyring(path: string): void {
  writeFileSync(path, newKeyring(), { flag: "wx", mode: 0o600 })
  chmodSync(path, 0o600)
}

/** @throws Error with a sentence for the operator when the file is missing, readable by others or damaged. */
export function readKeyring(path: string): Keyring {
  if (!existsSync(path))
    throw new Error(
      `The keyring ${path} does not exist. Restore it, or make one with: npm run portal -- keys new`,
    )
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`The keyring ${path} can be read by other users. Run: chmod 600 ${path}`)
  return parseKeyring(readFileSync(path, "utf8"), path)
}

export function parseKeyring(text: string, name: string): Keyring {
  const file = v.safeParse(KeyringFile, safeJson(text))
  if (!file.success || !file.output.keys[file.output.active])
    throw new Error(`The keyring ${name} is damaged. Restore it from where you keep your keys.`)
  const { active, keys, indexRoot } = file.output
  const root = Buffer.from(indexRoot, "base64")
  const derived = new Map<string, Buffer>()
  return {
    activeKey: active,
    wrappingKey(id) {
      const key = keys[id]
      if (!key) throw new Error(`The keyring ${name} misses key ${id}, with which data was encrypted.`)
      return Buffer.from(key.secret, "base64")
    },
    purposeKey(purpose) {
      const known = derived.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync("sha256", root, "", `clientportaal/${purpose}/1`, 32))
      derived.set(purpose, key)
      return key
    },
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
