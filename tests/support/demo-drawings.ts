// The drawings of the demo's life book, as SVG: made by this program, so they are nobody's but ours.

export const [WIDTH, HEIGHT] = [1200, 800]
type Point = [x: number, y: number]

const rect = (x: number, y: number, width: number, height: number, fill: string, round = 0) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`
const circle = ([x, y]: Point, r: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
const oval = ([x, y]: Point, rx: number, ry: number, fill: string) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const shape = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`
const line = (d: string, stroke: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
const times = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join("")

export function bakery(): string {
  const loaf = (x: number, y: number) =>
    oval([x, y], 46, 26, "#b4743a") +
    times(3, (at) => line(`M${x - 22 + at * 20} ${y - 12}l10 20`, "#e0ab6b", 5))
  return [
    rect(0, 0, WIDTH, HEIGHT, "#d9e3e2"),
    rect(0, 640, WIDTH, 160, "#b9ab98"),
    times(13, (at) => line(`M${at * 100 - 60} 800l60 -160`, "#a3947f", 4)),
    rect(160, 130, 880, 520, "#a85f45"),
    times(9, (row) =>
      times(11, (at) => rect(196 + at * 74 - (row % 2) * 30, 150 + row * 54, 66, 4, "#975138")),
    ),
    shape("M120 140L600 20L1080 140Z", "#5c4a41"),
    rect(230, 270, 440, 280, "#5b4636", 8),
    rect(246, 286, 408, 248, "#f6e6bd"),
    rect(246, 404, 408, 10, "#8a6a4a"),
    times(4, (at) => loaf(305 + at * 98, 374)),
    times(
      5,
      (at) => circle([292 + at * 80, 496], 30, "#c98b4c") + circle([292 + at * 80, 496], 10, "#e7c083"),
    ),
    rect(246, 530, 408, 8, "#8a6a4a"),
    times(8, (at) => shape(`M${214 + at * 59} 240h59v46q-29 26 -59 0Z`, at % 2 ? "#f3ece0" : "#2f6d6a")),
    rect(770, 280, 180, 370, "#2f4d4c", 6),
    rect(795, 310, 130, 150, "#e9dcb4"),
    circle([930, 500], 9, "#e0c274"),
    line("M1120 640v-110", "#3d3a38", 10),
    line("M1040 690a52 52 0 1 0 104 0a52 52 0 1 0 -104 0", "#3d3a38", 8),
    line("M830 690a52 52 0 1 0 104 0a52 52 0 1 0 -104 0", "#3d3a38", 8),
    line("M882 690l70 -90h120l20 90M952 600l60 90l60 -90M935 585h40M1072 600l-10 -44h34", "#7c2e25", 9),
    rect(1040, 520, 110, 62, "#9b7b4f", 6),
    times(3, (at) => oval([1064 + at * 32, 520], 22, 16, "#c98b4c")),
  ].join("")
}

export function wedding(): string {
  const bloom = (x: number, y: number, fill: string) =>
    times(5, (at) => {
      const turn = (at / 5) * 2 * Math.PI
      return circle([Math.round(x + 11 * Math.cos(turn)), Math.round(y + 11 * Math.sin(turn))], 9, fill)
    }) + circle([x, y], 7, "#f0cf6a")
  return [
    rect(0, 0, WIDTH, HEIGHT, "#e7dfcf"),
    shape("M300 800V330a300 300 0 0 1 600 0V800Z", "#cbbda4"),
    shape("M350 800V340a250 250 0 0 1 500 0V800Z", "#7d6b58"),
    rect(0, 720, WIDTH, 80, "#b8ac96"),
    shape("M430 740l20 -300q10 -60 80 -60t80 60l14 300Z", "#2d2f36"),
    shape("M505 384h50l-25 110Z", "#f5f1e8"),
    shape("M516 400h28l-6 60h-16Z", "#5a6472"),
    circle([530, 312], 58, "#e3b998"),
    shape("M472 300q4 -62 60 -62t58 62q-20 -26 -58 -26t-60 26Z", "#4a382b"),
    shape("M600 760q-10 -240 40 -330q24 -40 70 -40t66 40q60 110 74 330Z", "#fbf8f0"),
    line("M640 520q40 110 20 230M740 500q0 130 40 250", "#ded5c2", 6),
    shape("M640 300q-8 -84 70 -84t74 90q30 160 50 300q-50 -120 -70 -250Z", "#f5efe2"),
    circle([706, 320], 54, "#e8c3a4"),
    shape("M652 316q0 -64 56 -64t54 64q-20 -34 -54 -34t-56 34Z", "#8a5a34"),
    line("M655 268q52 -34 104 0", "#e9b8b4", 14),
    line("M600 470q50 70 80 74", "#2d2f36", 44),
    line("M760 450q-20 80 -70 100", "#fbf8f0", 38),
    times(9, (at) =>
      bloom(
        640 + (at % 3) * 32 + (at > 5 ? 12 : 0),
        540 + Math.floor(at / 3) * 26,
        at % 2 ? "#d98a86" : "#f1e3dd",
      ),
    ),
    line("M672 620l-10 60M684 620l8 64", "#5f7a50", 7),
    times(14, (at) => bloom(330 + at * 42, at % 2 ? 712 : 726, at % 3 ? "#e2b3ae" : "#c96f6a")),
  ].join("")
}

export function river(): string {
  const bicycle = (x: number, y: number, frame: string) =>
    [
      line(`M${x - 60} ${y}a58 58 0 1 0 116 0a58 58 0 1 0 -116 0`, "#33312f", 8),
      line(`M${x + 140} ${y}a58 58 0 1 0 116 0a58 58 0 1 0 -116 0`, "#33312f", 8),
      line(
        `M${x} ${y}l56 -110h110l30 110M${x + 56} ${y - 110}l44 110h-98M${x + 100} ${y}l66 -110`,
        frame,
        10,
      ),
      line(`M${x + 36} ${y - 126}h44M${x + 166} ${y - 110}l-8 -34h-30`, "#5b4636", 11),
    ].join("")
  return [
    rect(0, 0, WIDTH, HEIGHT, "#cfe0e6"),
    circle([940, 150], 70, "#f4d98b"),
    times(3, (at) => oval([220 + at * 250, 130 + (at % 2) * 50], 120, 26, "#e9f1f2")),
    shape("M0 330q300 -60 600 -20t600 -10V470H0Z", "#93ab8b"),
    times(
      6,
      (at) =>
        rect(90 + at * 190, 250 + (at % 2) * 16, 12, 80, "#6d5a46") +
        oval([96 + at * 190, 240 + (at % 2) * 16], 42, 54, "#6f9169"),
    ),
    shape("M0 420q320 -30 640 0t560 10V600H0Z", "#7fa6b5"),
    times(7, (at) => line(`M${60 + at * 170} ${460 + (at % 3) * 34}q40 -12 80 0`, "#b8d2da", 6)),
    shape("M620 470h190l-34 46H660Z", "#8a4b3a"),
    shape("M700 466V330l90 120Z", "#f3ede0"),
    line("M700 470V316", "#5b4636", 7),
    shape("M0 590q420 -70 1200 -10V800H0Z", "#a9b872"),
    shape("M0 700q520 -60 1200 -30V770q-680 -40 -1200 30Z", "#d7c6a0"),
    times(22, (at) => line(`M${30 + at * 56} ${640 + (at % 4) * 8}l-6 -26m6 26l8 -22`, "#7f9150", 5)),
    bicycle(250, 660, "#2f5a63"),
    bicycle(640, 676, "#8c3f34"),
    rect(596, 520, 66, 46, "#a37c4d", 8),
    times(3, (at) => circle([610 + at * 19, 516], 14, ["#c96f6a", "#e6b85c", "#8fae6b"][at] ?? "#c96f6a")),
  ].join("")
}

export function kitchen(): string {
  const apple = (x: number, y: number, fill: string) =>
    circle([x - 16, y], 40, fill) +
    circle([x + 16, y], 40, fill) +
    oval([x - 24, y - 14], 10, 14, "#f2c9a0") +
    line(`M${x} ${y - 34}q4 -22 16 -30`, "#5b4636", 7) +
    shape(`M${x + 12} ${y - 52}q30 -22 44 4q-26 18 -44 -4Z`, "#6f9169")
  return [
    rect(0, 0, WIDTH, HEIGHT, "#efe4cc"),
    times(7, (row) =>
      times(13, (at) =>
        rect(at * 100 - (row % 2) * 50, row * 60, 94, 54, row % 2 ? "#f5edda" : "#eadcbf", 3),
      ),
    ),
    rect(700, 60, 340, 260, "#8a6a4a", 8),
    rect(718, 78, 304, 224, "#bcd9e0"),
    shape("M718 302v-40q70 -50 150 0v40Z", "#8fae7b"),
    shape("M868 302v-26q70 -50 154 -10v36Z", "#7f9f6c"),
    rect(864, 78, 12, 224, "#8a6a4a"),
    shape("M680 60h60q-6 150 -60 230ZM1060 60h-60q6 150 60 230Z", "#c96f6a"),
    rect(0, 460, WIDTH, 340, "#a8733f"),
    times(5, (at) => rect(0, 520 + at * 64, WIDTH, 5, "#96642f")),
    rect(90, 470, 1020, 290, "#f6f0e2", 10),
    times(16, (at) =>
      times(4, (row) => ((at + row) % 2 ? rect(110 + at * 62, 486 + row * 64, 62, 64, "#d98a86") : "")),
    ),
    shape("M150 560h330q-14 150 -165 150t-165 -150Z", "#3f6d8c"),
    oval([315, 560], 165, 36, "#2f566f"),
    apple(240, 530, "#b8392f"),
    apple(330, 516, "#c9a437"),
    apple(410, 534, "#a9302a"),
    apple(760, 640, "#b8392f"),
    line("M620 690q-60 -80 40 -90t40 70t-90 40t-20 -110", "#c0453a", 22),
    line("M620 690q-60 -80 40 -90t40 70t-90 40t-20 -110", "#f0dcae", 10),
    line("M880 700l120 -70", "#6b4a30", 26),
    shape("M990 640l130 -82q14 40 -96 104Z", "#c9ced1"),
    oval([960, 560], 90, 22, "#fff9ea"),
    oval([960, 554], 64, 14, "#e9c98a"),
  ].join("")
}
