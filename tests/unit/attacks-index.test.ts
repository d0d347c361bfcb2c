import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

const root = join(import.meta.dirname, "../..")
const [, chapter = ""] = readFileSync(join(root, "docs/security.md"), "utf8").split("\n## Attacks\n")
const [table = ""] = chapter.split("\n## ")
const named = [...table.matchAll(/^\|.*\|(.*)\|$/gm)].flatMap(([, tests = ""]) =>
  [...tests.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name),
)

test("each attack that the document names has its test", () => {
  expect(named.length).toBeGreaterThan(30)
  const places = (name: string) => ["api", "unit"].map((part) => join(root, `tests/${part}/${name}.test.ts`))
  expect(named.filter((name) => !places(name).some((path) => existsSync(path)))).toEqual([])
})

test("each test of an attack is named in the document", () => {
  const attacks = readdirSync(join(root, "tests/api")).filter((name) => name.startsWith("attacks-"))
  expect(attacks.length).toBeGreaterThan(5)
  expect(attacks.filter((name) => !named.includes(name.replace(".test.ts", "")))).toEqual([])
})
