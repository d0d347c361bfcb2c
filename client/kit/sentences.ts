// Text on the page in sentences: what a voice says in one breath, and where it stands.

export type Sentence = { text: string; range: Range }
type Piece = { from: number; to: number }
type Block = { element: Element; nodes: { node: Text; from: number }[]; text: string }

/** Above this a voice may fall silent half-way, and a listener loses the thread. */
const LONGEST = 220

/** What ends in a full stop and does not end a sentence. */
const abbreviations =
  /(?:^|[\s(])(?:dr|drs|mr|ir|ing|prof|mw|mevr|dhr|hr|ca|evt|bijv|bv|nr|tel|incl|excl|max|min|resp|o\.a|i\.v\.m|d\.w\.z|t\.a\.v|\p{L})\.$/iu

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { index, 0: end, 1: mark = "" } of text.matchAll(/([.!?…]+["'’”)\]]*)(?=\s)\s*|\n+/g)) {
    const isLineEnd = mark === ""
    if (!isLineEnd && abbreviations.test(text.slice(from, index + mark.length))) continue
    add(from, index + mark.length)
    from = index + end.length
  }
  add(from, text.length)
  return pieces

  function add(start: number, to: number) {
    let at = start
    while (to - at > LONGEST) {
      const head = text.slice(at, at + LONGEST)
      const cut = Math.max(head.lastIndexOf(", "), head.lastIndexOf("; "), head.lastIndexOf(": "))
      const length = cut > 0 ? cut + 1 : head.lastIndexOf(" ")
      if (length <= 0) break
      pieces.push({ from: at, to: at + length })
      at += length
    }
    if (/[\p{L}\p{N}]/u.test(text.slice(at, to))) pieces.push({ from: at, to })
  }
}

export function sentencesIn(root: Element): Sentence[] {
  return blocksIn(root).flatMap((block) =>
    piecesOf(block.text).map(({ from, to }) => ({
      text: block.text
        .slice(from, to)
        .replace(/\u00AD/g, "")
        .replace(/\s+/g, " ")
        .trim(),
      range: rangeOf(block, from, to),
    })),
  )
}

/** Words that stand in one line of thought: whatever is inline in the same box. */
function blocksIn(root: Element): Block[] {
  const blocks: Block[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || isHidden(parent) || parent.closest(silent)) continue
    const element = boxOf(parent)
    const last = blocks.at(-1)
    const block = last?.element === element ? last : { element, nodes: [], text: "" }
    if (block !== last) blocks.push(block)
    block.nodes.push({ node: node as Text, from: block.text.length })
    block.text += node.nodeValue ?? ""
  }
  return blocks
}

/** Safari before 17.4 cannot tell; nothing hidden stands in these texts but what is `silent`. */
const isHidden = (element: Element) => "checkVisibility" in element && !element.checkVisibility()

const silent = "[data-silent], [aria-hidden='true'], .explanation, button"

function boxOf(element: Element): Element {
  let box = element
  while (box.parentElement && getComputedStyle(box).display.startsWith("inline")) box = box.parentElement
  return box
}

function rangeOf({ nodes }: Block, from: number, to: number): Range {
  const range = document.createRange()
  const at = (offset: number) => nodes.findLast((one) => one.from <= offset) ?? nodes[0]
  const [first, last] = [at(from), at(Math.max(from, to - 1))]
  if (first) range.setStart(first.node, from - first.from)
  if (last) range.setEnd(last.node, to - last.from)
  return range
}
