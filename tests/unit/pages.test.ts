import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { isKeptPage, isPage, isStaffPage } from "#contract/pages"

const id = "0b7f3a52-6c1d-4c7e-9a57-1f2d3c4b5a69"
/** Read as text: the routes themselves pull in every page, and those need a browser. */
const pathsIn = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/path: "([^"]+)"/g)].map(([, path]) => path ?? "")
const paths = pathsIn("client/routes.ts")
const staffPaths = ["client/admin/pages.ts", "client/admin.ts"]
  .flatMap(pathsIn)
  .map((path) => (path === "/" ? "/beheer" : `/beheer${path}`))

/** `/:section(a|b)` stands for two addresses. */
function addressesOf(path: string): string[] {
  const [choice, names] = /:\w+\(([^)]+)\)/.exec(path) ?? []
  if (!choice || !names) return [path.replace(":slot", "2").replace(/:\w+/g, id)]
  return names.split("|").map((name) => path.replace(choice, name))
}

test("the server knows every page of the browser program", () => {
  const known = paths.filter((path) => !path.includes("(.*)"))
  expect(known.length).toBeGreaterThan(15)
  for (const path of known.flatMap(addressesOf)) expect(isPage(path), path).toBe(true)
})

test("the service worker keeps every page but those of a mailed link, whatever stands behind it", () => {
  const isAnswered = (address: string) => isKeptPage(new URL(address, "https://portaal.example").pathname)
  for (const path of paths.filter((one) => !one.includes("(.*)")).flatMap(addressesOf))
    for (const tail of ["", "?week=2026-W48", "?a=/api/x&b=%2F", "#handleiding", "?x=1#y"])
      expect(isAnswered(path + tail), path + tail).toBe(
        ![
          "/bevestig",
          "/welkom",
          "/nieuw-wachtwoord",
          "/ongedaan-maken",
          "/nieuw-e-mailadres",
          "/nieuw-nummer",
          "/dit-was-ik-niet",
        ].includes(path),
      )
  for (const address of [
    "/api/me",
    "/api/me?pagina=/inloggen",
    "/bevestig?x=/inloggen",
    "/bevestig#inloggen",
    "/nieuw-wachtwoord?x=/inloggen",
    "/postvak",
    "/postvak?terug=/hulp",
    "/postvak.json",
    "/.well-known/change-password",
    "/inloggen/../api/me",
    "//inloggen.example/weg",
    "/sw.js",
    "/manifest.webmanifest",
  ])
    expect(isAnswered(address), address).toBe(false)
})

test("the server knows every page of Beheer, and no service worker keeps one", () => {
  const known = staffPaths.filter((path) => !path.includes("(.*)"))
  expect(known.length).toBeGreaterThan(6)
  for (const path of [...known.flatMap(addressesOf), "/beheer/bestaat-niet"]) {
    expect(isStaffPage(path), path).toBe(true)
    expect(isPage(path), path).toBe(!path.includes("bestaat-niet"))
    expect(isKeptPage(path), path).toBe(false)
  }
  for (const path of paths) expect(isStaffPage(path), path).toBe(false)
})

test("anything else is no page", () => {
  for (const path of [
    "/beheerder",
    "/beheer/medewerkers/1",
    "/dossier",
    "/dossier/1",
    `/dossier/${id}/zorgplan/1`,
    "/index.html",
    "/inloggen/",
  ])
    expect(isPage(path), path).toBe(false)
})
