// The three files that carry something of the organisation: the page, the manifest, and the worker that keeps the page.
import { webFileOf, type WebFile } from "./web-files.ts"

/** Name and help desk of the organisation, in place of %ORG_NAME%, %ORG_PHONE%, %ORG_TEL% and %ORG_COLOURS%. */
export type PageFacts = { name: string; phone: string; tel: string; deskEmail: string; colours: string }

export const shellAddresses = ["/index.html", "/manifest.webmanifest", "/sw.js"] as const
type ShellAddress = (typeof shellAddresses)[number]
export type ShellFiles = Record<ShellAddress, WebFile>

/** They change only when the organisation changes its name or number: written and packed once. */
export function renderOnce(templates: Record<ShellAddress, string>): (facts: PageFacts) => ShellFiles {
  let known: { key: string; files: ShellFiles } | undefined
  return (facts) => {
    const key = JSON.stringify(facts)
    if (known?.key !== key) known = { key, files: render(templates, facts) }
    return known.files
  }
}

function render(templates: Record<ShellAddress, string>, facts: PageFacts): ShellFiles {
  const page = webFileOf("/index.html", fill(templates["/index.html"], facts, escapeHtml))
  // Another name or number makes another worker: devices fetch the page that they keep once more.
  const worker = templates["/sw.js"].replaceAll("%SHELL_REVISION%", page.etag.replaceAll('"', ""))
  return {
    "/index.html": page,
    "/manifest.webmanifest": webFileOf(
      "/manifest.webmanifest",
      fill(templates["/manifest.webmanifest"], facts, escapeJson),
    ),
    "/sw.js": webFileOf("/sw.js", worker),
  }
}

const fill = (template: string, facts: PageFacts, escape: (text: string) => string) =>
  template
    .replaceAll("%ORG_NAME%", () => escape(facts.name))
    .replaceAll("%ORG_PHONE%", () => escape(facts.phone))
    .replaceAll("%ORG_TEL%", () => escape(facts.tel))
    .replaceAll("%ORG_COLOURS%", () => escape(facts.colours))

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

const escapeJson = (text: string) => JSON.stringify(text).slice(1, -1)
