// Runs in the page: finds what a person would, by its role and its name.

export type Role = "button" | "link" | "field" | "checkbox" | "switch" | "radio"
/** How a name is looked for: whole, or by the pattern of a regular expression. */
export type Wanted = { text: string } | { pattern: string; flags: string }

export function findInPage(role: Role, wanted: Wanted): Element | null {
  const selectors: Record<Role, string> = {
    button: "button:not([role]), [role=button], input[type=submit]",
    link: "a[href]:not([role])",
    field: "input:not([type=checkbox], [type=radio], [type=hidden], [type=submit]), textarea, select",
    checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
    switch: "[role=switch]",
    radio: "input[type=radio], [role=radio]",
  }
  const plain = (text: string) => text.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim()
  const spoken = (element: Element) => {
    const copy = element.cloneNode(true) as Element
    for (const hidden of copy.querySelectorAll("[aria-hidden=true], [hidden], script, style")) hidden.remove()
    return copy.textContent ?? ""
  }
  const nameOf = (element: Element) => {
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? []
    const others = ids.map((id) => document.getElementById(id)).filter((one) => one !== null)
    if (others.length > 0) return others.map(spoken).join(" ")
    const labels = [...((element as HTMLInputElement).labels ?? [])]
    return (
      element.getAttribute("aria-label") ??
      (labels.length > 0 ? labels.map(spoken).join(" ") : spoken(element))
    )
  }
  const fits = (name: string) =>
    "text" in wanted ? name === wanted.text : new RegExp(wanted.pattern, wanted.flags).test(name)
  const candidates = [...document.querySelectorAll(selectors[role])].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest("[aria-hidden=true], [inert]"),
  )
  return candidates.find((element) => fits(plain(nameOf(element)))) ?? null
}
