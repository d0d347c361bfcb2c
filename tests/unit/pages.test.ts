import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { isPage } from "../../server/http/pages.ts"

const id = "0b7f3a52-6c1d-4c7e-9a57-1f2d3c4b5a69"
/** Read as text: the routes themselves pull in every page, and those need a browser. */
const paths = [...readFileSync("client/routes.ts", "utf8").matchAll(/path: "([^"]+)"/g)].map(
  ([, path]) => path ?? "",
)

/** `/:section(a|b)` stands for two addresses. */
function addressesOf(path: string): string[] {
  const [choice, names] = /:\w+\(([^)]+)\)/.exec(path) ?? []
  if (!choice || !names) return [path.replace(/:\w+/g, id)]
  return names.split("|").map((name) => path.replace(choice, name))
}

test("the server knows every page of the browser program", () => {
  const known = paths.filter((path) => !path.includes("(.*)"))
  expect(known.length).toBeGreaterThan(15)
  for (const path of known.flatMap(addressesOf)) expect(isPage(path), path).toBe(true)
})

test("anything else is no page", () => {
  for (const path of [
    "/beheer",
    "/dossier",
    "/dossier/1",
    `/dossier/${id}/zorgplan`,
    "/index.html",
    "/inloggen/",
  ])
    expect(isPage(path), path).toBe(false)
})
