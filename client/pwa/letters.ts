// The letters that the reader chose are kept on the device like the program itself; the ordinary ones always are.
import dyslexicBold from "@fontsource/opendyslexic/files/opendyslexic-latin-700-normal.woff2?url"
import dyslexicRegular from "@fontsource/opendyslexic/files/opendyslexic-latin-400-normal.woff2?url"
import notoExtended from "@fontsource-variable/noto-sans/files/noto-sans-latin-ext-wght-normal.woff2?url"
import type { WorkerMessage } from "./worker-message.ts"

/** By the value of data-letters. Latin letters of Noto Sans are kept anyhow: the digits come from it. */
const files: Record<string, string[]> = {
  vertrouwd: [notoExtended],
  dyslexie: [dyslexicRegular, dyslexicBold],
}

export function keepChosenLetters(): void {
  const root = document.documentElement
  const tell = async () => {
    const message: WorkerMessage = {
      type: "KEEP_LETTERS",
      addresses: files[root.dataset["letters"] ?? ""] ?? [],
    }
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage(message)
  }
  void tell()
  new MutationObserver(() => void tell()).observe(root, { attributeFilter: ["data-letters"] })
}
