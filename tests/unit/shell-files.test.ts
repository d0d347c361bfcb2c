// What the server writes into the page, the manifest and the worker.
import { expect, test } from "vitest"
import { renderOnce } from "../../server/http/shell-files.ts"

const facts = {
  name: "De Linde",
  phone: "030 123 45 67",
  tel: "+31301234567",
  deskEmail: "",
  colours: "#0f4c8a #9cc9ff",
}
const render = renderOnce({
  "/index.html": '<meta content="%ORG_NAME%" data-phone="%ORG_PHONE%" data-tel="%ORG_TEL%">',
  "/manifest.webmanifest": '{ "name": "Cliëntportaal %ORG_NAME%" }',
  "/sw.js": 'keep("/", "%SHELL_REVISION%")',
})
const textOf = (name: string, path: "/index.html" | "/manifest.webmanifest" | "/sw.js") =>
  render({ ...facts, name })[path].plain.toString()

test("a name with signs that mean something stays a name", () => {
  const name = `Zorg "&" <Zo> 'n \\ $& $1`
  expect(textOf(name, "/index.html")).toContain(
    'content="Zorg &#34;&#38;&#34; &#60;Zo&#62; &#39;n \\ $&#38; $1"',
  )
  expect((JSON.parse(textOf(name, "/manifest.webmanifest")) as { name: string }).name).toBe(
    `Cliëntportaal ${name}`,
  )
})

test("the worker is another one when the page it keeps is another one, and only then", () => {
  const first = render(facts)["/sw.js"]
  expect(first.plain.toString()).toMatch(/^keep\("\/", "[\w-]{22}"\)$/)
  expect(render({ ...facts, deskEmail: "desk@voorbeeld.example" })["/sw.js"].etag).toBe(first.etag)
  expect(render({ ...facts, phone: "030 765 43 21" })["/sw.js"].etag).not.toBe(first.etag)
  expect(render(facts)["/sw.js"].etag).toBe(first.etag)
})
