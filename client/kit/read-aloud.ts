// Reading a page aloud, one sentence after the other. Only with a Dutch voice that lives on the device itself: another
// one would send the words of the record to its maker.
import { sentencesIn, type Sentence } from "./sentences.ts"

const VOICES_MS = 2_000
const HIGHLIGHT = "voorgelezen"

export type ReadAloud = {
  /** Says the sentence where it stopped, or the first, and all that follow. */
  go(): void
  stop(): void
  /** -1 or 1 sentence; goes on speaking when it was. */
  step(count: number): void
  setRate(rate: number): void
}

/** @returns null without a Dutch voice on the device. */
export async function createReadAloud(
  root: Element,
  rate: number,
  say: (state: "speaking" | "stopped" | "done") => void,
): Promise<ReadAloud | null> {
  const voice = await localDutchVoice()
  if (!voice) return null
  const { speechSynthesis } = window
  let sentences: Sentence[] = []
  let at = 0
  let isSpeaking = false
  /** What an utterance that was cut off still tells is not listened to. */
  let turn = 0

  function speak() {
    const mine = ++turn
    if (!sentences[at]?.range.startContainer.isConnected) sentences = sentencesIn(root)
    const sentence = sentences[at]
    speechSynthesis.cancel()
    if (!sentence) return finish("done")
    isSpeaking = true
    mark(sentence.range)
    const utterance = new SpeechSynthesisUtterance(sentence.text)
    Object.assign(utterance, { voice, lang: voice?.lang, rate })
    utterance.onend = () => {
      if (mine !== turn) return
      at += 1
      speak()
    }
    utterance.onerror = () => mine === turn && finish("stopped")
    speechSynthesis.speak(utterance)
    say("speaking")
  }

  function finish(state: "stopped" | "done") {
    turn++
    isSpeaking = false
    speechSynthesis.cancel()
    unmark()
    if (state === "done") at = 0
    say(state)
  }

  return {
    go: speak,
    stop: () => finish("stopped"),
    step(count) {
      at = Math.min(Math.max(0, at + count), Math.max(0, sentences.length - 1))
      if (isSpeaking) return speak()
      const sentence = sentences[at]
      if (sentence) mark(sentence.range)
    },
    setRate(next) {
      rate = next
      if (isSpeaking) speak()
    },
  }
}

/** Browsers bring their voices a moment after the page. */
async function localDutchVoice(): Promise<SpeechSynthesisVoice | null> {
  if (!("speechSynthesis" in window)) return null
  if (window.speechSynthesis.getVoices().length === 0) await voicesCame()
  const dutch = window.speechSynthesis
    .getVoices()
    .filter(({ localService, lang }) => localService && /^nl([-_]|$)/i.test(lang))
  return dutch.find(({ lang }) => /^nl[-_]nl/i.test(lang)) ?? dutch[0] ?? null
}

const voicesCame = () =>
  new Promise<void>((resolve) => {
    window.speechSynthesis.addEventListener("voiceschanged", () => resolve(), { once: true })
    setTimeout(resolve, VOICES_MS)
  })

/** Drawn over the text, which stays as it is; an older browser marks the box around the sentence. */
function mark(range: Range) {
  unmark()
  const box = range.startContainer.parentElement
  if ("highlights" in CSS) CSS.highlights.set(HIGHLIGHT, new Highlight(range))
  else box?.classList.add("is-read-aloud")
  const { top, bottom } = range.getBoundingClientRect()
  if (top < 0 || bottom > window.innerHeight) box?.scrollIntoView({ block: "center" })
}

function unmark() {
  if ("highlights" in CSS) CSS.highlights.delete(HIGHLIGHT)
  else document.querySelector(".is-read-aloud")?.classList.remove("is-read-aloud")
}
