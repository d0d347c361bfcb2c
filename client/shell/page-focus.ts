// After each navigation the heading of the new page has the focus: a screen reader says it, the Tab key starts there.
import { nextTick } from "vue"
import type { RouteLocationNormalized as RouteLocation, Router } from "vue-router"

export function focusAfterNavigation(router: Router): void {
  router.afterEach(async (to, from, failure) => {
    const isFirstPage = !from.matched.length
    if (failure || isFirstPage || (to.path === from.path && !to.hash)) return
    await nextTick()
    const heading = returnHeading(to, from) ?? find(`${to.hash} :is(h2, h3, h4)`) ?? find("main h1")
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  })
}

/** Back from one report, the reader goes on in the list where they left it. */
function returnHeading(to: RouteLocation, from: RouteLocation): HTMLElement | null {
  const isReturn = to.name === "reports" && from.name === "report"
  return isReturn ? find(`#rapportage-${CSS.escape(String(from.params["reportId"]))} h3`) : null
}

const find = (selector: string) =>
  selector.startsWith(" ") ? null : document.querySelector<HTMLElement>(selector)
