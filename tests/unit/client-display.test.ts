// public/weergave.js runs before anything else of the portal, in every browser: here in a window of our own.
import { readFileSync } from "node:fs"
import { runInNewContext } from "node:vm"
import { describe, expect, test } from "vitest"
import { displayFields } from "#contract/display"

const script = readFileSync(new URL("../../public/weergave.js", import.meta.url), "utf8")

type Device = {
  stored?: unknown
  prefers?: string[]
  storageThrows?: boolean
  storageFull?: boolean
  appleBody?: string
}

function start({ stored, prefers = [], storageThrows = false, storageFull = false, appleBody }: Device) {
  const attributes = new Map<string, string>()
  const styles = new Map<string, string>()
  let text = stored === undefined ? null : typeof stored === "string" ? stored : JSON.stringify(stored)
  const refuse = () => {
    throw new Error("storage is off")
  }
  const window = {
    localStorage: {
      getItem: () => (storageThrows ? refuse() : text),
      setItem: (_key: string, value: string) => (storageThrows || storageFull ? refuse() : (text = value)),
    },
    matchMedia: (query: string) => ({ matches: prefers.includes(query), addEventListener: () => {} }),
    addEventListener: () => {},
    CSS: {
      supports: (_property: string, value: string) => value === "-apple-system-body" && Boolean(appleBody),
    },
    getComputedStyle: () => ({ fontSize: styles.get("font") === "-apple-system-body" ? appleBody : "16px" }),
    weergave: undefined as unknown as {
      values: Record<string, unknown[]>
      read(): Record<string, unknown>
      keep(settings: object): boolean
    },
  }
  const document = {
    documentElement: {
      setAttribute: (name: string, value: string) => attributes.set(name, value),
      style: {
        setProperty: (name: string, value: string) => styles.set(name, value),
        removeProperty: (name: string) => styles.delete(name),
      },
    },
    querySelector: () => null,
    createElement: () => ({}),
    dispatchEvent: () => true,
  }
  runInNewContext(script, { window, document })
  return {
    shown: (): Record<string, string | undefined> => ({
      ...Object.fromEntries(attributes),
      schaal: styles.get("--schaal"),
    }),
    ...window.weergave,
  }
}

const ordinary = {
  "data-thema": "licht",
  "data-contrast": "gewoon",
  "data-kleuren": "gewoon",
  "data-ruimte": "gewoon",
  "data-letters": "gewoon",
  "data-knoppen": "gewoon",
  "data-voorlezen": "aan",
  "data-tempo": "gewoon",
  "data-beweging": "gewoon",
  schaal: "1",
}

describe("the display settings of a device", () => {
  test("nothing kept, nothing preferred: the ordinary look", () =>
    expect(start({}).shown()).toEqual(ordinary))

  test("without a choice the device's preference holds, on each axis by itself", () => {
    const prefers = ["(prefers-contrast: more)", "(prefers-reduced-motion: reduce)"]
    expect(start({ prefers }).shown()).toEqual({
      ...ordinary,
      "data-contrast": "hoog",
      "data-beweging": "minder",
    })
    expect(start({ prefers: ["(prefers-color-scheme: dark)"] }).shown()["data-thema"]).toBe("donker")
  })

  test("an explicit choice beats the device", () => {
    const prefers = ["(prefers-contrast: more)", "(prefers-color-scheme: dark)"]
    const shown = start({ stored: { versie: 1, contrast: "uit", thema: "licht" }, prefers }).shown()
    expect(shown).toEqual(ordinary)
  })

  test("every axis is applied", () => {
    const stored = {
      versie: 1,
      contrast: "aan",
      thema: "donker",
      kleuren: "zonder-kleur",
      schaal: 175,
      ruimte: "heel-ruim",
      letters: "dyslexie",
      knoppen: "extra-groot",
      voorlezen: "uit",
      tempo: "snel",
      beweging: "minder",
    }
    expect(start({ stored }).shown()).toEqual({
      "data-thema": "donker",
      "data-contrast": "hoog",
      "data-kleuren": "zonder-kleur",
      "data-ruimte": "heel-ruim",
      "data-letters": "dyslexie",
      "data-knoppen": "extra-groot",
      "data-voorlezen": "uit",
      "data-tempo": "snel",
      "data-beweging": "minder",
      schaal: "1.75",
    })
  })

  test.each([
    ["a value that does not exist", { versie: 1, thema: "paars", schaal: 9000, kleuren: { toString: "x" } }],
    ["a size as text", { versie: 1, schaal: "200" }],
    ["another version", { versie: 2, thema: "donker" }],
    ["no object", "null"],
    ["no JSON", "{thema:"],
  ])("%s changes nothing", (_what, stored) => expect(start({ stored }).shown()).toEqual(ordinary))

  test("a change of one axis leaves the others alone", () => {
    const device = start({ stored: { versie: 1, thema: "donker", schaal: 150 } })
    device.keep({ ...device.read(), contrast: "aan" })
    expect(device.shown()).toEqual({
      ...ordinary,
      "data-thema": "donker",
      "data-contrast": "hoog",
      schaal: "1.5",
    })
  })

  test("where nothing can be kept, a choice lasts as long as the page", () => {
    const device = start({ storageThrows: true })
    expect(device.keep({ ...device.read(), contrast: "aan" })).toBe(false)
    expect(device.shown()["data-contrast"]).toBe("hoog")
  })

  test("where the storage is full, the newest choice counts and not the one that lies there", () => {
    const device = start({ stored: { versie: 1, thema: "donker" }, storageFull: true })
    expect(device.keep({ ...device.read(), thema: "licht" })).toBe(false)
    expect(device.shown()["data-thema"]).toBe("licht")
    expect(device.read()).toMatchObject({ thema: "licht" })
  })

  test("what holds for this device only beats the rest, on every axis, and leaves it as it is", () => {
    const stored = { versie: 1, thema: "donker", schaal: 150, hier: { contrast: "aan", schaal: "groot" } }
    const device = start({ stored })
    expect(device.shown()).toEqual({ ...ordinary, "data-contrast": "hoog" })
    expect(device.read()).toMatchObject({ thema: "donker", schaal: 150, contrast: "volg" })
  })

  test.each([
    ["as it was left", "17px", 100, "1"],
    ["set larger", "25.5px", 100, "1.5"],
    ["set larger, and here too", "25.5px", 200, "3"],
    ["set smaller than it was", "14px", 100, "1"],
    ["of a Mac", "13px", 125, "1.25"],
    ["larger than any page is made for", "53px", 200, "4"],
    ["that cannot be read", "", 100, "1"],
  ])("the letter size of an iPad, %s", (_what, appleBody, schaal, shown) =>
    expect(start({ appleBody, stored: { versie: 1, schaal } }).shown()["schaal"]).toBe(shown),
  )

  test("it knows the same fields and values as the contract, in the same order", () =>
    expect(start({}).values).toEqual(displayFields))
})
