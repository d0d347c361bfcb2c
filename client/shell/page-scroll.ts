// Where a page opens: at the top; where it was, when the reader goes back; at the report they come back from.
import type { RouterScrollBehavior } from "vue-router"

const ABOVE_PX = 16

export const scrollOf: RouterScrollBehavior = (to, from, saved) => {
  if (saved) return saved
  const isReturn = to.name === "reports" && from.name === "report"
  const anchor = isReturn ? `rapportage-${String(from.params["reportId"])}` : to.hash.slice(1)
  const element = anchor && document.getElementById(anchor)
  if (element) return { el: element, top: ABOVE_PX }
  return to.path === from.path ? false : { top: 0 }
}
