// Which subjects of the manual hold all the words that were typed. Nothing of it leaves the page.
import { holdsAll } from "#contract/find-words"
import { manual, type Subject } from "./manual-subjects.ts"

const textOf = ({ title, steps, also }: Subject) => `${title} ${steps.join(" ")} ${also}`.replaceAll("*", "")

/** @param words of `wordsIn`; none of them: the whole manual. */
export const findInManual = (words: readonly string[]): typeof manual =>
  manual.flatMap(({ title, subjects }) => {
    const found = subjects.filter((subject) => holdsAll(textOf(subject), words))
    return found.length > 0 ? [{ title, subjects: found }] : []
  })
