// The vault that is open in this tab. It is opened and closed in client/offline; whoever reads a record only uses it.
import { shallowRef } from "vue"
import type { OpenVault } from "./types.ts"

export const currentVault = shallowRef<OpenVault | null>(null)

/** Of when the newest saved copy is that is on the page; null: what is shown came from the network. */
export const savedAtShown = shallowRef<string | null>(null)
