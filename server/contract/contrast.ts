// How well a colour can be told from its ground (WCAG 2). The server refuses with it, the page shows the figure first.

const light = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    light(parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** @param one and other as `#rrggbb`. @returns 1 … 21, rounded down to two decimals: never more than it is. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return Math.floor(((bright + 0.05) / (dark + 0.05)) * 100) / 100
}

export const isColour = (text: string) => /^#[0-9a-f]{6}$/.test(text)

export const neededContrast = 7
/** The grounds of both themes, as in client/kit/tokens.css (a test compares them), and what is written on the colour. */
export const grounds = {
  light: { on: ["#ffffff", "#f3f1ec"], ink: "#ffffff" },
  dark: { on: ["#14171a", "#1f2428"], ink: "#0b1a2b" },
} as const
export type Theme = keyof typeof grounds

/** The worst of its grounds and of what is written on it. */
export const worstContrast = (theme: Theme, colour: string): number =>
  Math.min(...[...grounds[theme].on, grounds[theme].ink].map((ground) => contrastOf(colour, ground)))
