// Which steps to the home screen a reader sees first, by what real browsers say of themselves.
import { expect, test } from "vitest"
import { deviceOf, type Device } from "../../client/pwa/device.ts"
import { ways } from "../../client/pwa/words.ts"

const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"

test.each<[string, string, number, Device | null]>([
  ["iPad", `${mac} Version/18.6 Safari/605.1.15`, 5, "ipad"],
  ["iPad, mobile site", "Mozilla/5.0 (iPad; CPU OS 16_4 like Mac OS X) Version/16.4 Safari/604.1", 5, "ipad"],
  ["iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1", 5, "iphone"],
  ["Mac, Safari", `${mac} Version/18.6 Safari/605.1.15`, 0, "mac"],
  ["Mac, Chrome", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36`, 0, "desktop"],
  ["Android, Chrome", `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, 5, "android"],
  [
    "Samsung",
    `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36`,
    5,
    "samsung",
  ],
  ["Android, Firefox", "Mozilla/5.0 (Android 15; Tablet; rv:142.0) Gecko/142.0 Firefox/142.0", 5, "firefox"],
  [
    "Windows, Edge",
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/140.0`,
    10,
    "desktop",
  ],
  ["Windows, Firefox", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Firefox/142.0", 0, null],
  ["Mac, Firefox", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Firefox/142.0", 0, null],
])("%s", (_, userAgent, maxTouchPoints, device) => {
  expect(deviceOf({ userAgent, maxTouchPoints })).toBe(device)
})

test("each way is a few short steps", () => {
  for (const { steps } of Object.values(ways)) {
    expect(steps.length).toBeGreaterThanOrEqual(2)
    for (const sentence of steps.flatMap((step) => step.split(/(?<=[.?!]) /)))
      expect(sentence.split(" ").length, sentence).toBeLessThanOrEqual(15)
  }
})
