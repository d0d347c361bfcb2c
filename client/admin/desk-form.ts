// Saving a form about a client: what the server refused in words, and whether the page turned out to be old.
import { ref, type Ref } from "vue"
import { useRouter } from "vue-router"
import type { DeskPatient } from "#contract/desk"
import { ApiFailure } from "../api/failure.ts"
import { useFormProblems, type FormProblem } from "../kit/form-problems.ts"
import { sayProblem } from "../kit/words.ts"
import { deskProblems, mistakeWords, type GrantField } from "./desk-words.ts"
import { useDeskStore } from "./desk.store.ts"

/** Which field a code of the server is about. */
const fieldOf: Partial<Record<string, GrantField>> = {
  "email-invalid": "email",
  "mobile-invalid": "mobile",
  "mobile-country": "mobile",
}

/** What the form itself shows of it. */
export type DeskSaving = {
  problems: { list: Ref<readonly FormProblem[]> }
  isBusy: Ref<boolean>
  /** Somebody else changed this client meanwhile: both are shown, what was typed stays. */
  isOutdated?: Ref<boolean>
}

export function useDeskForm<Field extends string>() {
  const desk = useDeskStore()
  const router = useRouter()
  const problems = useFormProblems<Field | GrantField>()
  const isBusy = ref(false)
  const isOutdated = ref(false)

  /** @param found what the page itself saw. @param next where to go on; the client's page when nothing is said. */
  async function save(
    page: DeskPatient,
    found: readonly { field: Field | GrantField | null; text: string }[],
    send: { path: string; body: object; done: string; next?: string },
  ): Promise<void> {
    if (isBusy.value) return
    if (found.length) return void problems.show(found)
    problems.clear()
    isBusy.value = true
    isOutdated.value = false
    try {
      await desk.change(page, send.path, send.body, send.done)
      await router.replace(send.next ?? `/clienten/${page.id}`)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      isOutdated.value = error.code === "changed-meanwhile" || error.code === "slot-taken"
      problems.show(explain(error))
    } finally {
      isBusy.value = false
    }
  }

  function explain({ code, problem }: ApiFailure): { field: GrantField | null; text: string }[] {
    if (code === "grant-refused" && problem?.mistakes?.length)
      return problem.mistakes.map((mistake) => mistakeWords[mistake])
    return [{ field: fieldOf[code] ?? null, text: sayProblem(deskProblems, code) }]
  }

  return { problems, isBusy, isOutdated, save }
}
