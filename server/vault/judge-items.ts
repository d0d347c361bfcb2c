// What became of the things a device keeps. Who may read what the door's own judge has said; here each thing is only
// held against it.
import type { Section } from "#contract/access"
import type { VaultItem, VaultVerdict } from "#contract/vault"
import type { Db } from "../../db/knex.ts"
import type { Readable } from "../access/readable-patients.ts"
import { findKeptAppointments } from "../agenda/agenda.queries.ts"
import { findKeptGoals, findKeptPlans } from "../dossier/care-plan.queries.ts"
import { findKeptReports } from "../dossier/report.queries.ts"
import { findKeptJoy } from "../joy/joy.queries.ts"
import { findKeptPictures } from "../portrait/pictures.queries.ts"
import { findKeptPieces } from "../portrait/portrait.queries.ts"

type Kept = { patientId: string; isShown: boolean; etag: string }
type Outcome = Pick<Extract<VaultVerdict, { verdict: "open" }>, "gone" | "changed" | "misfiled">

const sectionOf = {
  report: "reports",
  appointment: "agenda",
  carePlan: "carePlan",
  careGoal: "carePlan",
  portrait: "portrait",
  lifeStory: "lifeStory",
  joyActivity: "joyActivities",
  portraitPicture: "portrait",
  lifeStoryPicture: "lifeStory",
} as const satisfies Record<VaultItem["kind"], Section>

/** Nine statements at most. Things of a client whose record does not open are left out: the grants say it. */
export async function judgeItems(trx: Db, readable: Readable[], items: VaultItem[]): Promise<Outcome> {
  const open = openSections(readable)
  const asked = items.filter(({ patientId }) => open.has(patientId))
  const found = await findKept(trx, readable, asked)
  const outcome: Outcome = { gone: [], changed: [], misfiled: [] }
  for (const item of asked) {
    const verdict = judge(item, found[item.kind].get(item.id), open.get(item.patientId) ?? new Set())
    if (verdict) outcome[verdict].push(item.id)
  }
  return outcome
}

/** Several grants for one client open together what each of them opens. */
function openSections(readable: Readable[]): Map<string, Set<Section>> {
  const open = new Map<string, Set<Section>>()
  for (const { patient } of readable)
    open.set(patient.id, new Set([...(open.get(patient.id) ?? []), ...patient.sections]))
  return open
}

async function findKept(
  trx: Db,
  readable: Readable[],
  items: VaultItem[],
): Promise<Record<VaultItem["kind"], Map<string, Kept>>> {
  const idsOf = (kind: VaultItem["kind"]) => items.filter((one) => one.kind === kind).map(({ id }) => id)
  const disciplines = readable[0]?.candidate.settings.shownDisciplines ?? []
  const keptOf = (kind: VaultItem["kind"], find: (ids: string[]) => Promise<Map<string, Kept>>) => {
    const ids = idsOf(kind)
    return ids.length > 0 ? find(ids) : new Map<string, Kept>()
  }
  return {
    report: await keptOf("report", (ids) => findKeptReports(trx, ids, disciplines)),
    appointment: await keptOf("appointment", (ids) => findKeptAppointments(trx, ids)),
    carePlan: await keptOf("carePlan", (ids) => findKeptPlans(trx, ids)),
    portrait: await keptOf("portrait", (ids) => findKeptPieces(trx, "portrait", ids)),
    lifeStory: await keptOf("lifeStory", (ids) => findKeptPieces(trx, "lifeStory", ids)),
    portraitPicture: await keptOf("portraitPicture", (ids) => findKeptPictures(trx, "portrait", ids)),
    lifeStoryPicture: await keptOf("lifeStoryPicture", (ids) => findKeptPictures(trx, "lifeStory", ids)),
    joyActivity: await keptOf("joyActivity", (ids) => findKeptJoy(trx, ids)),
    careGoal: await keptOf("careGoal", (ids) => findKeptGoals(trx, ids)),
  }
}

function judge(item: VaultItem, kept: Kept | undefined, open: Set<Section>): keyof Outcome | null {
  if (!kept) return "gone"
  if (kept.patientId !== item.patientId) return "misfiled"
  if (!kept.isShown || !open.has(sectionOf[item.kind])) return "gone"
  return kept.etag === item.etag ? null : "changed"
}
