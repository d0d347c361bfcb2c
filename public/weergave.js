// Puts the display settings kept on this device on <html> before anything is painted. It runs before login, on every
// page, in browsers that run nothing else of the portal: so it is small, old-fashioned and checks every value.
;(function () {
  "use strict"
  var root = document.documentElement
  var allowed = {
    contrast: ["volg", "aan", "uit"],
    thema: ["volg", "licht", "donker"],
    kleuren: ["gewoon", "rood-groen", "blauw-geel", "zonder-kleur"],
    schaal: [100, 125, 150, 175, 200],
    ruimte: ["gewoon", "ruim", "heel-ruim"],
    letters: ["gewoon", "vertrouwd", "dyslexie"],
    knoppen: ["gewoon", "groot", "extra-groot"],
    beweging: ["volg", "minder"],
  }
  // The header's ground: what a phone paints around the page.
  var grounds = {
    licht: { gewoon: "#ffffff", hoog: "#ffffff" },
    donker: { gewoon: "#1f2428", hoog: "#000000" },
  }

  // For a browser that keeps nothing: the choice then lasts as long as the page.
  var memory = "{}"

  function text() {
    try {
      return window.localStorage.getItem("weergave")
    } catch (error) {
      return null
    }
  }

  function stored() {
    try {
      var kept = JSON.parse(text() || memory)
      return kept && kept.versie === 1 ? kept : {}
    } catch (error) {
      return {}
    }
  }

  function keep(settings) {
    memory = JSON.stringify(settings)
    try {
      window.localStorage.setItem("weergave", memory)
    } catch (error) {
      // Storage is off or full: memory has it.
    }
    apply()
  }

  // Every axis, with its first value where nothing usable is kept.
  function read() {
    var kept = stored()
    var settings = { versie: 1 }
    for (var axis in allowed) {
      var isKnown = Object.prototype.hasOwnProperty.call(kept, axis) && allowed[axis].indexOf(kept[axis]) >= 0
      settings[axis] = isKnown ? kept[axis] : allowed[axis][0]
    }
    return settings
  }

  function device(query) {
    return Boolean(window.matchMedia && window.matchMedia(query).matches)
  }

  // An explicit choice beats the device; "volg" follows it.
  function apply() {
    var settings = read()
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
    root.setAttribute("data-beweging", still ? "minder" : "gewoon")
    root.style.setProperty("--schaal", String(settings.schaal / 100))
    var bar = document.querySelector('meta[name="theme-color"]')
    if (bar) bar.setAttribute("content", grounds[dark ? "donker" : "licht"][high ? "hoog" : "gewoon"])
  }

  function applyAndTell() {
    apply()
    document.dispatchEvent(new Event("weergave"))
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

  window.weergave = { read: read, keep: keep }
  apply()
  listen()
  hidePlainText()
})()
