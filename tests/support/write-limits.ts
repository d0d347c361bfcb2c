// Part of `npm run fix`: the limits in docs/security.md are those of the program.
import { readFileSync, writeFileSync } from "node:fs"
import { document, withLimits } from "./limits-document.ts"

const before = readFileSync(document, "utf8")
const after = withLimits(before)
if (after !== before) writeFileSync(document, after)
