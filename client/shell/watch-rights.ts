// A page that nobody touches: may its reader still see what stands on it? It asks by itself while it is looked at, which
// keeps no session alive.
import type { Router } from "vue-router"
import type { Rights } from "#contract/access"
import type { Me } from "#contract/account"
import { useAccessStore } from "../access/access.store.ts"
import { getJson } from "../api/call.ts"
import { isReachable } from "../api/connection.ts"
import { now } from "../kit/clock.ts"
import { isStartingOver } from "./covered.ts"
import { dropRecords } from "./drop-everything.ts"

/** What ended is gone within a minute, the answer included. */
const ASK_EVERY_MS = 45_000
const LOOK_EVERY_MS = 5_000

/** @param askVault whether what is kept on this device may still be shown. */
export function watchRights(router: Router, askVault: () => Promise<void>): void {
  const access = useAccessStore()
  let askedAt = now().getTime()

  async function look() {
    const { me } = access
    const isDue = Math.abs(now().getTime() - askedAt) >= ASK_EVERY_MS
    if (!isDue || !me || !access.isOpen || access.isFromVault) return
    if (!isReachable.value || document.visibilityState !== "visible") return
    askedAt = now().getTime()
    const rights = await getJson<Rights>("/api/session/rights").catch(() => null)
    if (!rights || access.me !== me || isSame(me, rights)) return
    const answer = await access.askAgain()
    if (answer?.tag !== me.tag || access.me !== me) return
    access.know(answer)
    // From the page of a record that is lost whole, whoever watches the session leads away.
    const { patientId } = router.currentRoute.value.params
    const isLost = typeof patientId === "string" && !access.patient(patientId)
    if (!isLost && losesSection(me, answer)) await startPageOver()
    void askVault()
  }

  async function startPageOver() {
    const { path, query, hash } = router.currentRoute.value
    isStartingOver.value = true
    dropRecords()
    await router.replace({ path, query, hash, force: true })
    isStartingOver.value = false
  }

  setInterval(() => void look(), LOOK_EVERY_MS)
}

const asText = ({ patients }: Rights) =>
  patients
    .map(({ id, sections }) => [id, ...[...sections].sort()].join(" "))
    .sort()
    .join("\n")
const isSame = (me: Me, rights: Rights): boolean => asText(me) === asText(rights)

/** Of a record that is still the reader's. */
const losesSection = (before: Me, after: Me): boolean =>
  after.patients.some(({ id, sections }) =>
    before.patients.some((one) => one.id === id && one.sections.some((had) => !sections.includes(had))),
  )
