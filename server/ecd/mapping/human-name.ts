// Names as the ECD assembled them: `family` already holds own and partner's name in the chosen order.
import { cleanLine } from "../text/clean.ts"
import type { HumanName } from "./shapes.ts"

const QUALIFIER = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"
/** BR first name at birth, IN initial, CL call name. */
type Qualifier = "BR" | "IN" | "CL"
type Given = { name: string; qualifier: Qualifier | null }

export function fullNameOf(names: readonly HumanName[]): string | null {
  const name = mainName(names)
  if (!name) return null
  const text = cleanLine(name.text)
  if (text) return text
  const prefix = (name.prefix ?? []).filter((part) => part !== null).join(" ")
  return cleanLine([prefix, givenText(givenOf(name)), name.family ?? ""].join(" "))
}

/** How people call this person: marked as such, else the usual name's, else the first given name that is written out. */
export function callNameOf(names: readonly HumanName[]): string | null {
  const all = names.filter((name) => name.use !== "old").flatMap(givenOf)
  const marked = all.find(({ qualifier }) => qualifier === "CL")
  const usual = names.filter((name) => name.use === "usual" || name.use === "nickname").flatMap(givenOf)[0]
  const main = mainName(names)
  const first = main && givenOf(main).find((given) => !isInitial(given))
  return cleanLine((marked ?? usual ?? first)?.name, 80)
}

const mainName = (names: readonly HumanName[]) =>
  names.find((name) => name.use === "official") ??
  names.find((name) => name.use !== "old" && name.use !== "nickname") ??
  names[0]

function givenOf(name: HumanName): Given[] {
  return (name.given ?? []).flatMap((given, index) => {
    if (!given) return []
    const extensions = name._given?.[index]?.extension ?? []
    const code = extensions.find(({ url }) => url === QUALIFIER)?.valueCode
    return [{ name: given, qualifier: code === "BR" || code === "IN" || code === "CL" ? code : null }]
  })
}

const isInitial = ({ name, qualifier }: Given) => qualifier === "IN" || /^\p{L}{1,2}\.$/u.test(name)

/** First names, initials and call name may stand side by side for one person: the fullest kind is enough. */
function givenText(given: Given[]): string {
  const first = given.filter((one) => one.qualifier === null || one.qualifier === "BR")
  if (first.length > 0) return first.map((one) => one.name).join(" ")
  const initials = given.filter((one) => one.qualifier === "IN")
  if (initials.length > 0) return initials.map((one) => one.name).join("")
  return given.map((one) => one.name).join(" ")
}
