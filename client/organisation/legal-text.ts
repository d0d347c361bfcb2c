// A legal text as the organisation writes it: a line that starts with "# " is a heading, with "- " a list item.

export type LegalBlock =
  { kind: "heading"; text: string } | { kind: "paragraph"; text: string } | { kind: "list"; items: string[] }

export function legalBlocks(body: string): LegalBlock[] {
  const blocks: LegalBlock[] = []
  for (const line of body.split(/\r?\n/).map((text) => text.trim())) {
    const last = blocks.at(-1)
    if (!line) continue
    if (line.startsWith("# ")) blocks.push({ kind: "heading", text: line.slice(2) })
    else if (!line.startsWith("- ")) blocks.push({ kind: "paragraph", text: line })
    else if (last?.kind === "list") last.items.push(line.slice(2))
    else blocks.push({ kind: "list", items: [line.slice(2)] })
  }
  return blocks
}
