// The log and what is looked for in it. In memory only: an address holds neither.
import { defineStore } from "pinia"
import { reactive, ref, shallowRef } from "vue"
import type { LogGroup } from "#contract/log-events"
import type {
  LogFilter,
  LogFormat,
  LogPage,
  LogPart,
  LogPatients,
  LogPeople,
  LogPerson,
} from "#contract/staff-log"
import type { FoundPatient } from "#contract/desk"
import { postJson } from "../api/call.ts"

type Chosen<Found> = { typed: string; chosen: Found | null; found: Found[] }
const nobody = <Found>(): Chosen<Found> => ({ typed: "", chosen: null, found: [] })
type Person = Omit<LogPerson, "email"> & Partial<Pick<LogPerson, "email">>
type Client = Pick<FoundPatient, "id" | "name"> & Partial<FoundPatient>

export const useLogStore = defineStore("staff-log", () => {
  const client = reactive<Chosen<Client>>(nobody())
  const person = reactive<Chosen<Person>>(nobody())
  const from = ref("")
  const until = ref("")
  const group = ref<LogGroup | "">("")
  const page = shallowRef<LogPage | null>(null)
  /** What the page that is shown was asked with. */
  let asked: LogFilter = {}

  /** @throws ApiFailure. */
  async function findClients() {
    const { patients } = await postJson<LogPatients>("/api/staff/log/patients", { text: client.typed })
    choose(client, patients)
  }

  /** @throws ApiFailure. */
  async function findPeople() {
    const { people } = await postJson<LogPeople>("/api/staff/log/people", { text: person.typed })
    choose(person, people)
  }

  /** @param days as the contract has them. @throws ApiFailure. */
  async function search(days: Pick<LogFilter, "from" | "until">) {
    asked = {
      ...days,
      ...(client.chosen && { patientId: client.chosen.id }),
      ...(person.chosen && { person: { kind: person.chosen.kind, id: person.chosen.id } }),
      ...(group.value && { group: group.value }),
    }
    page.value = await postJson<LogPage>("/api/staff/log", asked)
    const { patientName, personName } = page.value
    if (client.chosen && patientName) client.chosen.name = patientName
    if (person.chosen) person.chosen.name ??= personName
  }

  /** @returns the id of the first row that was added. @throws ApiFailure. */
  async function showOlder(): Promise<string | undefined> {
    const shown = page.value
    if (!shown?.before) return undefined
    const next = await postJson<LogPage>("/api/staff/log", { ...asked, before: shown.before })
    if (page.value === shown) page.value = { ...next, rows: [...shown.rows, ...next.rows] }
    return next.rows[0]?.id
  }

  /** Part by part, so that nobody waits for it. @param tell how many rows there are so far. @throws ApiFailure. */
  async function exportAll(format: LogFormat, tell: (rows: number) => void): Promise<string[]> {
    const texts: string[] = []
    let rows = 0
    let before: LogPart["before"] = null
    do {
      const wanted = { ...asked, format, ...(before && { before }) }
      const part: LogPart = await postJson<LogPart>("/api/staff/log/export", wanted)
      texts.push(part.text)
      rows += part.rows
      before = part.before
      tell(rows)
    } while (before)
    return texts
  }

  return { client, person, from, until, group, page, findClients, findPeople, search, showOlder, exportAll }
})

function choose<Found>(into: Chosen<Found>, found: Found[]) {
  into.found = found
  if (found.length === 1) into.chosen = found[0] ?? null
}
