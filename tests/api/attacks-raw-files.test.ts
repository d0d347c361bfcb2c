// Whoever steals the database's files, or a dump of them, finds no person in it: of a whole registration, a forgotten
// password and some reading nothing lies there in clear, in free pages and in the write-ahead log neither.
import { readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { isPostgres } from "../../db/knex.ts"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { importAll, patient, relative, report, type FhirResource } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { shapesOf, type Needle } from "../support/profile-needles.ts"
import { newestCode, registered, tokenFor, type Newcomer } from "../support/sign-in.ts"

const daughter: Newcomer = {
  email: "dochter@voorbeeld.example",
  mobile: "06 45678901",
  password: "Fluitketel-7-ladders",
}
const bsns = { mother: "999900018", daughter: "999900110" }
const newPassword = "Zonnescherm-4-duiven-tak"
const text = "Mevrouw Wielewaal heeft goed geslapen."

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

/** Every byte that lies there: SQLite's files; of PostgreSQL every row as text. */
async function everything(): Promise<Buffer> {
  const { db } = portal
  if (!isPostgres(db)) {
    const { database } = portal.deps.config
    const files = readdirSync(dirname(database)).filter((name) => name.startsWith(basename(database)))
    expect(files.some((name) => name.endsWith("-wal"))).toBe(true)
    return Buffer.concat(files.map((name) => readFileSync(join(dirname(database), name))))
  }
  const { rows: tables } = (await db.raw("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) as {
    rows: { tablename: string }[]
  }
  expect(tables.length).toBeGreaterThan(20)
  const dumps: string[] = []
  for (const { tablename } of tables) {
    const { rows } = (await db.raw("SELECT t::text AS row FROM ?? t", [tablename])) as {
      rows: { row: string }[]
    }
    dumps.push(...rows.map(({ row }) => row))
  }
  return Buffer.from(dumps.join("\n"))
}

const found = (where: Buffer, needles: Needle[]) =>
  needles.flatMap((needle) =>
    shapesOf(needle)
      .filter(({ bytes }) => where.includes(bytes))
      .map(({ needle: name, encoding }) => `${name} as ${encoding}`),
  )

const never = (): never => {
  throw new Error("there is a client")
}

test("no name, number, address, text, password, code or token lies in the files", async () => {
  const named = (resource: FhirResource, family: string) => ({
    ...resource,
    name: [{ text: family, family }],
  })
  const [client = never(), ...stay] = patient("p1", bsns.mother)
  const id = await importAll(portal, [
    named(client, "Wielewaal"),
    ...stay,
    named(relative("r1", "p1", bsns.daughter), "Zilvermeeuw"),
    report("d1", "p1", "2026-11-20", text),
  ])
  const actor = { kind: "operator", id: "test" } as const
  const patientId = id("Patient/p1")
  await setDecisionCapacity(portal.deps, patientId, true, actor)
  await addGrant(
    portal.deps,
    {
      patientId,
      slot: 2,
      person: id("RelatedPerson/r1"),
      email: daughter.email,
      mobile: "+31645678901",
      role: "contactPerson",
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: ["reports"],
    },
    actor,
    "test",
  )
  const visitor = await registered(portal, daughter)
  const secrets = [
    await tokenFor(portal, daughter.email),
    await newestCode(portal),
    ...visitor.cookies.values(),
  ]
  expect((await visitor.post("/api/login/bsn", { bsn: bsns.daughter })).status).toBe(200)
  const reports = await visitor.get(`/api/patients/${patientId}/reports`)
  expect(reports.text).toContain(text)
  const changed = await visitor.post("/api/account/password", {
    current: daughter.password,
    password: newPassword,
  })
  expect(changed.status).toBeLessThan(300)
  await portal.visitor().post("/api/forgotten", { email: daughter.email })
  secrets.push(await tokenFor(portal, daughter.email), ...visitor.cookies.values())

  const files = await everything()
  const clear = ["Zorggroep De Linde", "account.activate"]
  expect(found(files, clear)).toEqual(clear.map((word) => `${word} as UTF-8`))
  expect(
    found(files, [
      ...Object.values(bsns),
      "Wielewaal",
      "Zilvermeeuw",
      "goed geslapen",
      daughter.email,
      "dochter@",
      "645678901",
      daughter.password,
      newPassword,
      ...secrets.filter((secret) => secret.length > 8),
    ]),
  ).toEqual([])
})
