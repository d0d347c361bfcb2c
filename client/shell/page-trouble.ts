// When not even the page can be shown: the organisation, the reader or the page's own program could not be fetched.
import { computed, ref } from "vue"
import { useRoute, useRouter, type Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { useOrganisationStore } from "../organisation/organisation.store.ts"

/** The address of a page whose program could not be fetched. */
const lostPage = ref<string | null>(null)

/** From before the first navigation on: that one can fail too. */
export function watchLostPages(router: Router): void {
  router.onError((_error, to) => (lostPage.value = to.fullPath))
  router.afterEach((_to, _from, failure) => {
    if (!failure) lostPage.value = null
  })
}

export function usePageTrouble() {
  const access = useAccessStore()
  const organisation = useOrganisationStore()
  const route = useRoute()
  const router = useRouter()

  const trouble = computed(() => {
    if (organisation.state.kind === "failed")
      return { what: "portal" as const, code: organisation.state.code }
    if (lostPage.value !== null) return { what: "page" as const, code: "unreachable" }
    const asksWho = route.name === "root" || Boolean(route.meta.needs && route.meta.needs !== "visitor")
    if (access.state.kind === "failed" && asksWho) return { what: "page" as const, code: access.state.code }
    return null
  })

  async function retry() {
    // A page whose program is gone (a new version, no network then) is fetched whole.
    // With the origin before it: an address that begins with // would lead to another host.
    if (lostPage.value !== null) return location.assign(location.origin + lostPage.value)
    if (organisation.state.kind === "failed") await organisation.load()
    if (access.state.kind === "failed") await router.replace({ path: route.fullPath, force: true })
  }

  return { trouble, retry }
}
