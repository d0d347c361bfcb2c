// A form that was half filled in when its page had to go: on the lock, or at the end of the session. It lies in this tab,
// sealed under a key that is nowhere on the device: the server gives it to an open session of the same account only.

/** @param fields by their id. */
export type Form = { path: string; fields: Record<string, string> }

const KEY = "ingevuld"
const IV_BYTES = 12

/** @param key base64, 256 bits. Where nothing can be kept, nothing is. */
export async function sealForm(key: string, form: Form): Promise<void> {
  try {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const text = new TextEncoder().encode(JSON.stringify(form))
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await importKey(key), text)
    sessionStorage.setItem(KEY, toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)])))
  } catch {
    forgetForm()
  }
}

/** Once. @returns null without one; of another account it is gone. */
export async function takeForm(key: string): Promise<Form | null> {
  try {
    const bytes = fromBase64(sessionStorage.getItem(KEY) ?? "")
    if (bytes.length === 0) return null
    forgetForm()
    const cipher = { name: "AES-GCM", iv: bytes.subarray(0, IV_BYTES) }
    const text = await crypto.subtle.decrypt(cipher, await importKey(key), bytes.subarray(IV_BYTES))
    return JSON.parse(new TextDecoder().decode(text)) as Form
  } catch {
    return null
  }
}

export function forgetForm(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}

const importKey = (key: string) =>
  crypto.subtle.importKey("raw", fromBase64(key), "AES-GCM", false, ["encrypt", "decrypt"])

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
