// Puts the display settings kept on this device on <html> before anything is painted. It runs before login, on every
// page, in browsers that run nothing else of the portal: so it is small, old-fashioned and checks every value.
;(function () {
  "use strict"
  var root = document.documentElement
  var values = {
    contrast: ["volg", "aan", "uit"],
    thema: ["volg", "licht", "donker"],
    kleuren: ["gewoon", "rood-groen", "blauw-geel", "zonder-kleur"],
    schaal: [100, 125, 150, 175, 200],
    ruimte: ["gewoon", "ruim", "heel-ruim"],
    letters: ["gewoon", "vertrouwd", "dyslexie"],
    knoppen: ["gewoon", "groot", "extra-groot"],
    beweging: ["volg", "minder"],
    voorlezen: ["aan", "uit"],
    tempo: ["gewoon", "langzaam", "snel"],
    uitleg: ["aan", "uit"],
  }
  // The header's ground: what a phone paints around the page.
  var grounds = {
    licht: { gewoon: "#ffffff", hoog: "#ffffff" },
    donker: { gewoon: "#1f2428", hoog: "#000000" },
  }
  // The body text of an iPad that was left as it is, in px; and the largest size the pages are made for.
  var APPLE_BODY = 17
  var LARGEST = 4

  // For a browser that keeps nothing: the choice then lasts as long as the page.
  var memory = null
  var deviceSize = 1

  function text() {
    if (memory !== null) return memory
    try {
      return window.localStorage.getItem("weergave")
    } catch (error) {
      return null
    }
  }

  function stored() {
    try {
      var kept = JSON.parse(text())
      return kept && kept.versie === 1 ? kept : {}
    } catch (error) {
      return {}
    }
  }

  // Answers whether the choice outlives the page.
  function keep(settings) {
    var value = JSON.stringify(settings)
    try {
      window.localStorage.setItem("weergave", value)
      memory = null
    } catch (error) {
      memory = value
    }
    apply()
    return memory === null
  }

  // Every axis, with its first value where nothing usable is kept.
  function checked(kept) {
    var settings = {}
    for (var axis in values) {
      var isKnown = Object.prototype.hasOwnProperty.call(kept, axis) && values[axis].indexOf(kept[axis]) >= 0
      settings[axis] = isKnown ? kept[axis] : values[axis][0]
    }
    return settings
  }

  // "hier": what this device shows instead of the rest, for as long as its reader wants that.
  function read() {
    var kept = stored()
    var settings = checked(kept)
    settings.versie = 1
    if (kept.hier && typeof kept.hier === "object") settings.hier = checked(kept.hier)
    return settings
  }

  function device(query) {
    return Boolean(window.matchMedia && window.matchMedia(query).matches)
  }

  // An explicit choice beats the device; "volg" follows it.
  function apply() {
    var kept = read()
    var settings = kept.hier || kept
    var high = settings.contrast === "volg" ? device("(prefers-contrast: more)") : settings.contrast === "aan"
    var dark =
      settings.thema === "volg" ? device("(prefers-color-scheme: dark)") : settings.thema === "donker"
    var still = settings.beweging === "minder" || device("(prefers-reduced-motion: reduce)")
    root.setAttribute("data-thema", dark ? "donker" : "licht")
    root.setAttribute("data-contrast", high ? "hoog" : "gewoon")
    root.setAttribute("data-kleuren", settings.kleuren)
    root.setAttribute("data-ruimte", settings.ruimte)
    root.setAttribute("data-letters", settings.letters)
    root.setAttribute("data-knoppen", settings.knoppen)
    root.setAttribute("data-voorlezen", settings.voorlezen)
    root.setAttribute("data-tempo", settings.tempo)
    root.setAttribute("data-beweging", still ? "minder" : "gewoon")
    root.style.setProperty("--schaal", String(Math.min(LARGEST, (settings.schaal / 100) * deviceSize)))
    var bar = document.querySelector('meta[name="theme-color"]')
    if (bar) bar.setAttribute("content", grounds[dark ? "donker" : "licht"][high ? "hoog" : "gewoon"])
  }

  function applyAndTell() {
    apply()
    document.dispatchEvent(new Event("weergave"))
  }

  // The letter size of iPadOS reaches a page by this font only. A Mac knows it too, and answers 13.
  function measureDevice() {
    if (!(window.CSS && window.CSS.supports && window.CSS.supports("font", "-apple-system-body"))) return
    root.style.setProperty("font", "-apple-system-body")
    deviceSize = Math.max(1, parseFloat(window.getComputedStyle(root).fontSize) / APPLE_BODY || 1)
    root.style.removeProperty("font")
  }

  function listen() {
    var queries = [
      "(prefers-contrast: more)",
      "(prefers-color-scheme: dark)",
      "(prefers-reduced-motion: reduce)",
    ]
    for (var i = 0; i < queries.length; i++) {
      var list = window.matchMedia && window.matchMedia(queries[i])
      if (list && list.addEventListener) list.addEventListener("change", applyAndTell)
    }
    window.addEventListener("storage", function (event) {
      if (event.key === "weergave" || event.key === null) applyAndTell()
    })
    // Back from the settings of the device.
    window.addEventListener("focus", function () {
      var before = deviceSize
      measureDevice()
      if (deviceSize !== before) apply()
    })
  }

  // A browser that can run the portal does not show the plain text in index.html; it comes back when a script fails to load.
  function hidePlainText() {
    var isModern =
      "noModule" in document.createElement("script") &&
      Boolean(window.CSS && CSS.supports && CSS.supports("container-type", "inline-size"))
    if (!isModern) return
    root.setAttribute("data-modern", "")
    window.addEventListener(
      "error",
      function (event) {
        if (event.target && event.target.tagName === "SCRIPT") root.removeAttribute("data-modern")
      },
      true,
    )
  }

  // The organisation's own colour, of the ordinary palette; the server wrote it in the page, measured before.
  function house() {
    var meta = document.querySelector('meta[name="organisation"]')
    var colours = /^(#[0-9a-f]{6}) (#[0-9a-f]{6})$/.exec((meta && meta.getAttribute("data-colours")) || "")
    if (!colours) return
    root.style.setProperty("--houseLight", colours[1])
    root.style.setProperty("--houseDark", colours[2])
  }

  window.weergave = { values: values, read: read, keep: keep }
  measureDevice()
  house()
  apply()
  listen()
  hidePlainText()
})()
