// Telephone numbers and e-mail addresses. Dutch systems say "mobile" in an extension more often than in `use`.
import { objectsIn } from "../json.ts"
import { cleanLine } from "../text/clean.ts"
import type { ContactPoint } from "./shapes.ts"

const inUse = (points: readonly ContactPoint[]) =>
  points
    .filter((point) => point.value && point.use !== "old")
    .toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)

/** nl-core: ext-CodeSpecification on `_system` with the code MC. */
const isMobile = (point: ContactPoint) =>
  point.use === "mobile" ||
  [...objectsIn(point["_system"])].some((part) => part["code"] === "MC") ||
  /^(\+31|0031|0)[\s-]?(\(0\))?6/.test(point.value ?? "")

const isPhone = (point: ContactPoint) =>
  point.system === "phone" || (point.system === undefined && point["_system"] !== undefined)

export const emailOf = (points: readonly ContactPoint[]) =>
  cleanLine(inUse(points).find((point) => point.system === "email")?.value, 254)

export const mobileOf = (points: readonly ContactPoint[]) =>
  cleanLine(inUse(points).find((point) => isPhone(point) && isMobile(point))?.value, 40)

/** The number at which someone works, else any. */
export const phoneOf = (points: readonly ContactPoint[]) => {
  const phones = inUse(points).filter(isPhone)
  return cleanLine((phones.find((point) => point.use === "work") ?? phones[0])?.value, 40)
}
