// What a story is, and what its teller hands it.
import type { Portal } from "../support/portal.ts"
import type { Wire } from "../support/wire.ts"
import type { Reader } from "./reader.ts"

export type World = { portal: Portal; wire: Wire; reader: Reader }
export type Story = { title: string; tell(world: World): Promise<void> }
