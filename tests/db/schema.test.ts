// What the database itself holds to, on SQLite and PostgreSQL alike.
import { afterAll, beforeAll, expect, test } from "vitest"
import { migrations } from "../../db/migration-list.ts"
import { migrate, rollbackAll } from "../../db/migrate.ts"
import { isPostgres, openDatabase } from "../../db/knex.ts"
import { appendAudit, findChangedRows } from "../../server/audit/audit.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeAll(async () => {
  portal = await startPortal()
})
afterAll(() => portal.close())

const write = () =>
  appendAudit(portal.db, portal.deps.sealing, portal.clock.now(), {
    event: "message.test",
    action: "R",
    actor: { kind: "system", id: "test" },
  })

test("a row of the log can be added, never changed or removed", async () => {
  await write()
  await expect(portal.db("audit_events").update({ outcome: "refused" })).rejects.toThrow(/append-only/)
  await expect(portal.db("audit_events").delete()).rejects.toThrow(/append-only/)
})

test("a row that someone changed behind the database's back is found", async () => {
  const other = await startPortal()
  for (let at = 0; at < 3; at += 1)
    await appendAudit(other.db, other.deps.sealing, other.clock.now(), {
      event: "message.test",
      action: "R",
      reason: `row ${at}`,
      actor: { kind: "system" },
      copiedTo: at === 2 ? "3f0c1b52-5a7e-4d0c-9b1e-0d6a3f7c2e11" : null,
    })
  expect(await findChangedRows(other.db, other.deps.sealing)).toEqual({ checked: 3, changed: [] })
  if (isPostgres(other.db)) await other.db.raw("ALTER TABLE audit_events DISABLE TRIGGER USER")
  else await other.db.raw("DROP TRIGGER audit_events_no_update")
  await other.db("audit_events").where({ reason: "row 1" }).update({ reason: "row 2" })
  expect((await findChangedRows(other.db, other.deps.sealing)).changed).toHaveLength(1)
  await other.db("audit_events").where({ reason: "row 0" }).update({ copied_to: "somewhere" })
  await other
    .db("audit_events")
    .whereNotNull("copied_to")
    .where({ reason: "row 2" })
    .update({ copied_to: null })
  // Row 1 has the reason of row 2 by now.
  expect((await findChangedRows(other.db, other.deps.sealing)).changed).toHaveLength(3)
  await other.close()
})

test("each migration can be undone and done again", async () => {
  const other = await startPortal()
  await rollbackAll(other.db)
  expect(await migrate(other.db)).toHaveLength(migrations.length)
  expect(await migrate(other.db)).toEqual([])
  await other.close()
})

test("SQLite writes to disk before it says yes, and takes the write lock at the start of a transaction", async () => {
  if (isPostgres(portal.db)) return expect(portal.db.client.config.client).toBe("pg")
  const pragma = async (name: string) =>
    Object.values(((await portal.db.raw(`PRAGMA ${name}`)) as object[])[0] ?? {})[0]
  expect(await pragma("synchronous")).toBe(2)
  expect(await pragma("journal_mode")).toBe("wal")
  expect(await pragma("foreign_keys")).toBe(1)
  const other = openDatabase(portal.deps.config.database)
  await other.raw("PRAGMA busy_timeout = 0")
  await portal.db.transaction(async (trx) => {
    await trx("accounts").first()
    await expect(other("organisation_changes").delete()).rejects.toThrow(/SQLITE_BUSY/)
  })
  await expect(other("organisation_changes").delete()).resolves.toBeDefined()
  await other.destroy()
})
