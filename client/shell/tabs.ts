// The other tabs of this browser. They share the cookie, so what one tab learns the others must know.

export type News = "logged-in" | "logged-out" | "session-ended" | "locked"

const channel = new BroadcastChannel("portaal")

export const tellTabs = (news: News) => channel.postMessage(news)

export const hearTabs = (listener: (news: News) => void) =>
  channel.addEventListener("message", ({ data }: MessageEvent<News>) => listener(data))
