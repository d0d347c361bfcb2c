// Small drawings of the screen beside the manual's steps: what to look for, and a finger where to press. They hold no words:
// the steps say everything. On a sheet of 160 by 112, inside the edge of a tablet.
import type { IconName } from "../kit/icons.ts"

export type Shape =
  | {
      kind: "line" | "head" | "dotted" | "marked" | "field" | "button" | "edge"
      x: number
      y: number
      width: number
    }
  | { kind: "icon" | "plate"; x: number; y: number; icon: IconName; size: number }
  | { kind: "finger"; x: number; y: number }

type Drawn = Extract<Shape, { width: number }>["kind"]
const draw = (kind: Drawn, x: number, y: number, width: number): Shape => ({ kind, x, y, width })
const icon = (name: IconName, x: number, y: number, size = 20): Shape => ({
  kind: "icon",
  icon: name,
  x,
  y,
  size,
})
const plate = (name: IconName, x: number, y: number, size = 24): Shape => ({
  kind: "plate",
  icon: name,
  x,
  y,
  size,
})
const finger = (x: number, y: number): Shape => ({ kind: "finger", x, y })
/** The head of a page: its sign and its name. */
const page = (name: IconName): Shape[] => [plate(name, 20, 22), draw("head", 54, 34, 52)]
/** The tools above: the one that is meant has the finger. */
const tools = (...names: IconName[]): Shape[] => names.map((name, at) => icon(name, 74 + 24 * at, 17, 16))

export const sketches = {
  mail: [icon("mail", 56, 18, 48), draw("head", 44, 82, 32), draw("marked", 82, 82, 34), finger(104, 86)],
  login: [
    draw("head", 20, 24, 48),
    draw("field", 20, 36, 120),
    draw("field", 20, 58, 120),
    draw("button", 84, 82, 56),
    finger(118, 92),
  ],
  password: [
    icon("lock", 24, 30, 40),
    draw("field", 76, 34, 64),
    draw("line", 76, 66, 60),
    draw("button", 76, 78, 64),
  ],
  phone: [
    icon("phone", 24, 32, 36),
    icon("message-square-text", 74, 24, 34),
    draw("field", 74, 70, 66),
    draw("line", 24, 84, 34),
  ],
  reports: [
    ...page("file-text"),
    icon("search", 22, 56, 16),
    draw("field", 44, 56, 96),
    draw("line", 20, 84, 40),
    draw("marked", 68, 84, 26),
    draw("line", 102, 84, 38),
    draw("line", 20, 96, 92),
  ],
  plan: [
    ...page("clipboard-list"),
    icon("check", 20, 56, 16),
    draw("line", 44, 64, 90),
    icon("check", 20, 76, 16),
    draw("line", 44, 84, 70),
    draw("line", 44, 96, 50),
  ],
  agenda: [
    ...page("calendar-days"),
    ...[0, 1, 2, 3, 4, 5].map((at) => draw("edge", 20 + at * 20.5, 56, 16)),
    draw("line", 20, 86, 30),
    draw("line", 58, 86, 76),
    draw("line", 58, 98, 50),
    finger(68, 66),
  ],
  story: [
    icon("book-open", 56, 18, 48),
    draw("head", 50, 78, 60),
    draw("line", 34, 90, 92),
    draw("line", 46, 100, 68),
  ],
  joy: [
    ...page("flower-2"),
    draw("head", 20, 66, 60),
    draw("marked", 20, 78, 104),
    draw("head", 20, 90, 38),
    draw("marked", 20, 100, 72),
  ],
  switch: [
    draw("head", 20, 28, 56),
    draw("marked", 92, 28, 46),
    icon("user-round", 26, 48, 36),
    icon("user-round", 98, 48, 36),
    icon("arrow-right", 70, 58, 20),
    finger(116, 34),
  ],
  eye: [
    ...page("eye"),
    icon("user-round", 20, 56, 16),
    draw("line", 44, 64, 80),
    icon("user-round", 20, 76, 16),
    draw("line", 44, 84, 62),
    draw("line", 44, 96, 84),
  ],
  question: [
    icon("message-circle-heart", 26, 30, 48),
    draw("line", 88, 42, 52),
    draw("line", 88, 56, 40),
    draw("marked", 34, 92, 70),
    finger(92, 96),
  ],
  words: [
    draw("line", 20, 28, 36),
    draw("dotted", 64, 28, 30),
    draw("line", 102, 28, 38),
    draw("line", 20, 44, 104),
    draw("edge", 20, 60, 120),
    draw("head", 30, 68, 34),
    draw("line", 72, 68, 56),
    draw("line", 20, 94, 92),
    finger(80, 34),
  ],
  aloud: [
    draw("button", 20, 20, 52),
    icon("play", 28, 22, 12),
    draw("line", 20, 54, 116),
    draw("marked", 20, 68, 96),
    draw("line", 20, 82, 112),
    draw("line", 20, 96, 70),
    finger(60, 32),
  ],
  display: [
    ...tools("a-large-small", "circle-question-mark", "lock"),
    icon("a-large-small", 44, 44, 60),
    finger(84, 28),
  ],
  "home-screen": [
    ...[0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((at) => draw("edge", 24 + at * 30, 20 + row * 28, 20))),
    plate("leaf", 84, 48, 20),
    finger(98, 62),
  ],
  offline: [icon("wifi-off", 32, 28, 50), icon("lock", 92, 42, 34), draw("line", 34, 94, 92)],
  lock: [
    ...tools("a-large-small", "circle-question-mark", "lock"),
    icon("lock", 58, 46, 44),
    finger(132, 28),
  ],
  trouble: [icon("wrench", 60, 18, 40), draw("line", 34, 72, 92), draw("button", 52, 84, 56), finger(92, 94)],
} satisfies Record<string, Shape[]>

export type SketchName = keyof typeof sketches
