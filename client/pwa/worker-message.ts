// What the page may ask of the service worker. The first is Workbox's own word.
export type WorkerMessage =
  | { type: "SKIP_WAITING" }
  /** Only when no other tab or window would be taken along. */
  | { type: "SKIP_WAITING_IF_ALONE" }
  /** Addresses of the letters that the reader chose; others are given up. */
  | { type: "KEEP_LETTERS"; addresses: string[] }
