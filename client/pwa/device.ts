// Which way to the home screen fits this browser. A guess from what it says of itself: the other ways stay on the page.

export type Device = "ipad" | "iphone" | "android" | "samsung" | "firefox" | "desktop" | "mac"
type Browser = { userAgent: string; maxTouchPoints: number }

/** null: a browser without a way, or one that we do not know. */
export function deviceOf({ userAgent, maxTouchPoints }: Browser): Device | null {
  const says = (word: RegExp) => word.test(userAgent)
  if (says(/iPhone|iPod/)) return "iphone"
  // An iPad says that it is a Mac; a Mac has no screen to touch.
  if (says(/iPad/) || (says(/Macintosh/) && maxTouchPoints > 1)) return "ipad"
  if (says(/Android/)) return says(/SamsungBrowser/) ? "samsung" : says(/Firefox/) ? "firefox" : "android"
  if (says(/Chrome|Edg\//)) return "desktop"
  return says(/Macintosh/) && says(/Safari/) ? "mac" : null
}
