// What was pressed stays where it was on the screen, however much the page around it grows or shrinks.
import { nextTick, onMounted, type Ref } from "vue"

type Place = { element: Element; middle: number }

const EVENTS = ["click", "change"]

export function useKeptPlace(page: Readonly<Ref<HTMLElement | null>>): void {
  let place: Place | null = null

  function note({ target }: Event) {
    const element = target instanceof Element ? (target.closest("button") ?? target) : null
    place = element && { element, middle: middleOf(element) }
  }

  /** Before the next frame, and again when letters that were not there yet have come. */
  async function hold() {
    const held = place
    if (!held) return
    await nextTick()
    if (place !== held) return
    const scrolledTo = moveBack(held)
    await document.fonts.ready
    if (place === held && Math.abs(window.scrollY - scrolledTo) < 1) moveBack(held)
  }

  // Not in the template: there the one listener would be taken for one that came after the event.
  onMounted(() => {
    for (const name of EVENTS) {
      page.value?.addEventListener(name, note, { capture: true })
      page.value?.addEventListener(name, () => void hold())
    }
  })
}

function moveBack({ element, middle }: Place): number {
  window.scrollBy({ top: middleOf(element) - middle, behavior: "instant" })
  return window.scrollY
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect()
  return top + height / 2
}
