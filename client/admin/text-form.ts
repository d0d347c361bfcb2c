// A form about texts: what is wrong on top, what was typed stays, and what became of it in a sentence.
import { ref } from "vue"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { useFormProblems } from "../kit/form-problems.ts"
import { sayProblem } from "../kit/words.ts"
import { textProblems } from "./text-words.ts"
import { useTextsStore } from "./texts.store.ts"

export function useTextForm<Field extends string>(fieldOf: Partial<Record<FailureCode, Field>> = {}) {
  const texts = useTextsStore()
  const problems = useFormProblems<Field>()
  const isBusy = ref(false)

  /** @returns whether it was done. */
  async function send(
    found: readonly { field: Field; text: string }[],
    path: string,
    body: object,
    done: string,
  ): Promise<boolean> {
    if (isBusy.value) return false
    texts.news = null
    if (found.length) {
      problems.show(found)
      return false
    }
    problems.clear()
    isBusy.value = true
    try {
      await texts.act(path, body)
      texts.news = done
      return true
    } catch (error) {
      const code = failureCode(error)
      problems.show([{ field: fieldOf[code] ?? null, text: sayProblem(textProblems, code) }])
      return false
    } finally {
      isBusy.value = false
    }
  }

  return { problems, isBusy, send }
}

/** A mistake when it is one. */
export const mistake = <Field extends string>(isWrong: boolean, field: Field, text: string) =>
  isWrong ? [{ field, text }] : []
