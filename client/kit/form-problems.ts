// What is wrong with a form: per field, and as one list for the summary on top.
import { computed, shallowRef } from "vue"

export type FormProblem = { field: string | null; text: string }

export function useFormProblems<Field extends string>() {
  const list = shallowRef<readonly { field: Field | null; text: string }[]>([])
  const at = computed(() => {
    const texts: Partial<Record<Field, string>> = {}
    for (const { field, text } of list.value) if (field && !texts[field]) texts[field] = text
    return texts
  })
  return {
    list,
    at,
    /** Always a new list: the summary takes the focus again, also for the same mistake. */
    show: (problems: readonly { field: Field | null; text: string }[]) => (list.value = [...problems]),
    clear: () => (list.value = []),
  }
}
