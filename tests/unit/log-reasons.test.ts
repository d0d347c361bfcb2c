// What the log keeps as codes is read as words. The codes are taken from the program's own types and lists.
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { permissions } from "#contract/staff"
import { reasonText } from "../../client/admin/log-reasons.ts"

/** The members of a union of texts, as they are written in the source. */
function membersOf(file: string, name: string): string[] {
  const source = readFileSync(join("server", file), "utf8")
  const [, union = ""] =
    new RegExp(`type ${name} =([^;{]*?)\\n(?:\\n|/\\*\\*|export|type|const)`).exec(source) ?? []
  const found = [...union.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code ?? "")
  expect(found.length, `${file} ${name}`).toBeGreaterThan(2)
  return found
}

test("every reason of a refused read, and every end of a session, device or vault has words", () => {
  const codes = [
    ...membersOf("access/guard.ts", "Refusal"),
    ...membersOf("session/start-session.ts", "EndReason"),
    ...membersOf("session/devices.queries.ts", "DeviceEnd"),
    ...membersOf("access/vaults.queries.ts", "VaultEnd"),
    ...membersOf("admin/staff-session.ts", "StaffSessionEnd"),
    ...permissions,
  ]
  for (const code of codes) expect(reasonText("record.read", code), code).not.toBe(code)
})

test("every reason that is written down as a fixed text has words", () => {
  const files = readdirSync("server", { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !/^(ecd|cli|demo|limits|contract)\b/.test(path),
  )
  const written = files.flatMap((file) =>
    [...readFileSync(join("server", file), "utf8").matchAll(/\breason: "([^"]+)"/g)].map(
      ([, code]) => code ?? "",
    ),
  )
  expect(written.length).toBeGreaterThan(5)
  // The ground of departure and death is shown to readers, in no log.
  for (const code of new Set(written.filter((one) => !["departed", "deceased"].includes(one))))
    expect(reasonText("record.read", code), code).not.toBe(code)
})

test("lists, changes and places are read out; what somebody wrote stays as it is", () => {
  expect(reasonText("record.read", "section")).toBe("dit onderdeel hoort niet bij de toegang")
  expect(reasonText("staff.roles", "accessDesk,auditor > auditor")).toBe(
    "toegang, controle, daarna: controle",
  )
  expect(reasonText("grant.sections", "reports,agenda")).toBe("rapportages, agenda")
  expect(reasonText("grant.end", "replaced")).toBe("een ander krijgt deze plaats")
  expect(reasonText("session.end", "replaced")).toBe("opnieuw ingelogd op dit apparaat")
  expect(reasonText("slot.add", "place 3")).toBe("plaats 3")
  expect(reasonText("log.read", "from 2026-11-01, until 2026-11-03, reading, older")).toBe(
    "vanaf 2026-11-01, tot en met 2026-11-03, dossiers en cliënten bekijken, verder terug",
  )
  expect(reasonText("legal-text.add", "termsOfUse 2030-1, 2030-01-01")).toBe(
    "gebruikersvoorwaarden 2030-1, 2030-01-01",
  )
  expect(reasonText("grant.add", "Formulier F-12, kast 3")).toBe("Formulier F-12, kast 3")
})
