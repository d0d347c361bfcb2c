// The words that care text is explained with: a start set that comes with the program, and the organisation's own on top.
import { defineStore } from "pinia"
import { computed, ref, shallowRef } from "vue"
import type { OwnTerms } from "#contract/glossary"
import { getJson } from "../api/call.ts"
import { useDisplayStore } from "../display/display.store.ts"
import { createFinder, type Finder, type Segment } from "./find-terms.ts"
import type { GlossaryTerm } from "./glossary-terms.ts"

/** The organisation's own words, public like its name, so that they explain without internet too. No word of a record. */
const KEY = "woordenlijst"

export const useGlossaryStore = defineStore("glossary", () => {
  const display = useDisplayStore()
  const finder = shallowRef<Finder | null>(null)
  /** One explanation at a time: which text has it open. */
  const opened = ref<symbol | null>(null)
  let asked: Promise<void> | null = null

  const isOn = computed(() => display.shown.uitleg === "aan")

  /** Once; without its chunk the text is simply not explained. */
  function ensure(): Promise<void> {
    asked ??= load().catch(() => {
      asked = null
    })
    return asked
  }

  async function load() {
    const { startTerms } = await import("./glossary-terms.ts")
    const kept = keptTerms()
    finder.value = createFinder([...kept.map(toTerm), ...startTerms])
    const { terms } = await getJson<OwnTerms>("/api/glossary").catch(() => ({ terms: kept }))
    if (JSON.stringify(terms) === JSON.stringify(kept)) return
    finder.value = createFinder([...terms.map(toTerm), ...startTerms])
    try {
      localStorage.setItem(KEY, JSON.stringify({ versie: 1, terms }))
    } catch {
      // Without storage they are asked for each time.
    }
  }

  const segments = (text: string): Segment[] =>
    isOn.value && finder.value ? finder.value.segments(text) : [{ text, term: null }]

  async function lookUp(word: string) {
    await ensure()
    return finder.value?.lookUp(word) ?? null
  }

  return { isOn, opened, ensure, segments, lookUp }
})

const toTerm = ({ word, text }: OwnTerms["terms"][number]): GlossaryTerm => ({ words: [word], text })

function keptTerms(): OwnTerms["terms"] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as { versie: number } & OwnTerms
    return kept.versie === 1
      ? kept.terms.filter((one) => typeof one.word === "string" && typeof one.text === "string")
      : []
  } catch {
    return []
  }
}
