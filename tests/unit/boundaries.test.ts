// The canary of the import boundaries: dependency-cruiser skips what it cannot read and stays green, so each rule is
// shown a file that breaks it, and the real tree is counted.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"

const root = join(import.meta.dirname, "../..")
const fewestModules = 100

type Cruise = {
  modules: { source: string }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}

function cruise(folder: string, ...parts: string[]): Cruise {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs")
  const config = join(root, ".dependency-cruiser.cjs")
  const args = [program, "--config", config, "--output-type", "json", ...parts]
  const output = execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28, encoding: "utf8" })
  return JSON.parse(output) as Cruise
}

const told = (result: Cruise) =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort()

/** What the invented tree imports; a file that is only imported needs no line of its own. */
const files: Record<string, string> = {
  "server/contract/agenda.ts": `import "valibot"\nimport "./errors.ts"\nimport "../agenda/agenda.rules.ts"`,
  "server/contract/errors.ts": "",
  "server/deps.ts": `import type { Ring } from "./sealing/keyring.ts"\nimport "./limits/counter.ts"`,
  "server/sealing/keyring.ts": `import type { Deps } from "../deps.ts"\nexport type Ring = Deps`,
  "server/sealing/upwards.ts": `import "../session/cookie.ts"`,
  "server/session/cookie.ts": `import "../sealing/keyring.ts"\nimport "../../db/knex.ts"\nimport "../login/login.rules.ts"`,
  "server/limits/counter.ts": `import "#contract/errors"\nimport "../deps.ts"`,
  "server/agenda/agenda.rules.ts": "",
  "server/agenda/agenda.routes.ts": `import "koa"\nimport "../access/door.ts"\nimport "../dossier/reports.ts"\nimport "../jobs/outbox.ts"`,
  "server/agenda/agenda.queries.ts": `import "../http/failures.ts"\nimport "./agenda.routes.ts"\nimport "koa"\nimport knex from "knex"\nexport const made = knex`,
  "server/agenda/rows.queries.ts": `import type { Knex } from "knex"\nimport "../sealing/keyring.ts"\nexport type Row = Knex`,
  "server/agenda/astray.ts": `import "#contract/nowhere"\nimport "../contract/errors.ts"\nimport "../../client/kit/dates.ts"\nimport "axe"`,
  "server/access/door.ts": "",
  "server/dossier/reports.ts": `import "./reports-circle.ts"\nimport "../../tests/support/people.ts"`,
  "server/dossier/reports-circle.ts": `import "./reports.ts"`,
  "server/http/failures.ts": "",
  "server/vault/check.ts": `import "../agenda/agenda.rules.ts"\nimport "../agenda/agenda.routes.ts"`,
  "server/account/change.ts": `import "../login/login-tries.ts"\nimport "../login/login.rules.ts"`,
  "server/admin/tasks.ts": `import "../login/lost-phone-staff.ts"\nimport "../login/login.rules.ts"`,
  "server/login/lost-phone-staff.ts": "",
  "server/login/login.rules.ts": "",
  "server/login/login-tries.ts": "",
  "server/jobs/outbox.ts": `import "../agenda/agenda.rules.ts"`,
  "db/knex.ts": `import "knex"\nimport "../server/http/failures.ts"`,
  "client/kit/dates.ts": `import "#contract/errors"`,
  "client/kit/KitPage.vue": `import "./dates.ts"\nimport "../agenda/agenda.store.ts"`,
  "client/agenda/agenda.store.ts": `import "#contract/errors"\nimport "../access/access.store.ts"\nimport "../kit/dates.ts"`,
  "client/agenda/AgendaPage.vue": `import AccessPage from "../access/AccessPage.vue"\nimport type { Row } from "../../server/agenda/rows.queries.ts"\nexport type Both = [typeof AccessPage, Row]`,
  "client/access/access.store.ts": "",
  "client/access/AccessPage.vue": "",
  "client/account/NumberPage.vue": `import LoginPage from "../login/LoginPage.vue"\nimport "../login/web-otp.ts"\nexport const page = LoginPage`,
  "client/login/LoginPage.vue": "",
  "client/login/web-otp.ts": "",
  "client/shell/TheHeader.vue": `import "../access/AccessPage.vue"`,
  "tests/support/people.ts": "",
}

const broken = [
  "account-proves-as-the-login: server/account/change.ts → server/login/login.rules.ts",
  "admin-handles-what-others-raise: server/admin/tasks.ts → server/login/login.rules.ts",
  "client-account-proves-as-the-login: client/account/NumberPage.vue → client/login/LoginPage.vue",
  "client-base-knows-no-feature: client/kit/KitPage.vue → client/agenda/agenda.store.ts",
  "client-features-stand-apart: client/agenda/AgendaPage.vue → client/access/AccessPage.vue",
  "client-knows-no-server: client/agenda/AgendaPage.vue → server/agenda/rows.queries.ts",
  "composed-of-sections: server/vault/check.ts → server/agenda/agenda.routes.ts",
  "contract-by-its-alias: server/agenda/astray.ts → server/contract/errors.ts",
  "contract-stands-alone: server/contract/agenda.ts → server/agenda/agenda.rules.ts",
  "db-stands-alone: db/knex.ts → server/http/failures.ts",
  "deps-holds-types-only: server/deps.ts → server/limits/counter.ts",
  "deps-is-a-type: server/limits/counter.ts → server/deps.ts",
  "everything-resolves: server/agenda/astray.ts → #contract/nowhere",
  "features-stand-apart: server/agenda/agenda.routes.ts → server/dossier/reports.ts",
  "features-stand-apart: server/agenda/agenda.routes.ts → server/jobs/outbox.ts",
  "features-stand-apart: server/agenda/astray.ts → client/kit/dates.ts",
  "features-stand-apart: server/dossier/reports.ts → tests/support/people.ts",
  "ground-imports-downwards-sealing: server/sealing/upwards.ts → server/session/cookie.ts",
  "ground-knows-no-feature: server/session/cookie.ts → server/login/login.rules.ts",
  "kit-knows-no-data: client/kit/dates.ts → server/contract/errors.ts",
  "no-cycles: server/dossier/reports-circle.ts → server/dossier/reports.ts",
  "nobody-imports-tests: server/dossier/reports.ts → tests/support/people.ts",
  "queries-are-given-their-database: server/agenda/agenda.queries.ts → node_modules/knex/index.js",
  "queries-know-sql-only: server/agenda/agenda.queries.ts → node_modules/koa/index.js",
  "queries-know-sql-only: server/agenda/agenda.queries.ts → server/agenda/agenda.routes.ts",
  "queries-know-sql-only: server/agenda/agenda.queries.ts → server/http/failures.ts",
  "runs-without-development-packages: server/agenda/astray.ts → node_modules/axe/index.js",
  "server-knows-no-client: server/agenda/astray.ts → client/kit/dates.ts",
]

let invented: string

beforeAll(() => {
  invented = mkdtempSync(join(tmpdir(), "boundaries-"))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(invented, path)), { recursive: true })
    writeFileSync(join(invented, path), text)
  }
  const packages = { dependencies: { valibot: "1", koa: "1", knex: "1" }, devDependencies: { axe: "1" } }
  const imports = { "#contract/*": "./server/contract/*.ts" }
  write("package.json", JSON.stringify({ name: "invented", type: "module", imports, ...packages }))
  for (const name of ["valibot", "koa", "knex", "axe"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }))
    write(`node_modules/${name}/index.js`, "module.exports = {}")
  }
  for (const [path, text] of Object.entries(files))
    write(
      path,
      path.endsWith(".vue") ? `<script setup lang="ts">\n${text}\n</script>\n` : text || "export {}",
    )
})

afterAll(() => rmSync(invented, { recursive: true, force: true }))

test("each import that breaks a boundary is caught, and no other", () => {
  expect(told(cruise(invented, "client", "server", "db", "tests"))).toEqual(broken)
})

test("the whole product was looked at, and stays within its boundaries", () => {
  const result = cruise(root, "client", "server", "db", "tests")
  const own = result.modules.filter(({ source }) => /^(client|server|db|tests)\//.test(source))
  expect(told(result)).toEqual([])
  expect(own.length).toBeGreaterThan(fewestModules)
  expect(own.some(({ source }) => source.endsWith(".vue"))).toBe(true)
})
