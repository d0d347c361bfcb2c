// The words of a CodeableConcept.
import { cleanLine } from "../text/clean.ts"
import type { Concept } from "./shapes.ts"

export const wordsOf = (concept: Concept | undefined, longest = 200): string | null =>
  cleanLine(concept?.text, longest) ??
  cleanLine(concept?.coding?.find((coding) => coding.display)?.display, longest)

export const firstWords = (concepts: readonly Concept[], longest = 200): string | null =>
  concepts.map((concept) => wordsOf(concept, longest)).find((words) => words !== null) ?? null
