// Whether this device has the list of vaults: asked at every start, without fetching the vault's code.

export const LIST_NAME = "portaal"

/** A storage that does not answer opens nothing either. */
const PATIENCE_MS = 1_000

export async function mayHaveVaults(): Promise<boolean> {
  try {
    const names = indexedDB.databases().then((found) => found.map(({ name }) => name))
    const silence = new Promise<string[]>((resolve) => setTimeout(resolve, PATIENCE_MS, []))
    return (await Promise.race([names, silence])).includes(LIST_NAME)
  } catch {
    return false
  }
}
