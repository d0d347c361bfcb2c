// Opens the one database: SQLite (embedded default) or PostgreSQL.
import knex, { type Knex } from "knex"
import pg from "pg"
import { createRequire } from "node:module"

export type Database = Knex
/** A connection or a transaction: queries take either. */
export type Db = Knex | Knex.Transaction

type QueryObject = { sql?: string } | string
type SqliteClientBase = new (config: Knex.Config) => {
  _query(connection: unknown, query: QueryObject): Promise<unknown>
}

const require = createRequire(import.meta.url)
const SqliteClient = require("knex/lib/dialects/sqlite3/index.js") as SqliteClientBase

/** Takes the write lock when a transaction starts: a deferred upgrade ignores busy_timeout and fails at once. */
class ImmediateSqliteClient extends SqliteClient {
  override _query(connection: unknown, query: QueryObject) {
    if (typeof query === "object" && query.sql === "BEGIN;") query.sql = "BEGIN IMMEDIATE;"
    return super._query(connection, query)
  }
}

type Done = (this: SqliteStatement, error: Error | null, rows?: unknown[]) => void
type SqliteStatement = {
  run(bindings: unknown[], done: Done): void
  all(bindings: unknown[], done: Done): void
  finalize(): void
}
type SqliteConnection = {
  prepare(sql: string, done: (error: Error | null) => void): SqliteStatement
  run(sql: string, bindings: unknown[] | undefined, done: Done): void
  all(sql: string, bindings: unknown[] | undefined, done: Done): void
  close(done: (error: Error | null) => void): void
  exec(sql: string, done: (error: Error | null) => void): void
  get(sql: string, done: (error: Error | null, row?: Record<string, unknown>) => void): void
}

const sqlitePragmas = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  PRAGMA trusted_schema = OFF;`

/** More different statements than the portal has; whoever asks a list of its own (IN) makes its own. */
const STATEMENTS_KEPT = 300

/**
 * sqlite3 prepares every statement anew: a round to a thread of its own, dearer than most answers. What was asked before
 * is asked by the statement that is there.
 */
function reusePrepared(connection: SqliteConnection) {
  const kept = new Map<string, SqliteStatement>()
  const forgetOldest = () => {
    for (const [sql, statement] of kept) {
      kept.delete(sql)
      statement.finalize()
      return
    }
  }
  /** A statement that broke off stays in its transaction, and no other can be committed then: it goes, and is made anew. */
  const orForget = (sql: string, statement: SqliteStatement, done: Done): Done =>
    function (error, rows) {
      if (error && kept.get(sql) === statement) {
        kept.delete(sql)
        statement.finalize()
      }
      done.call(this, error, rows)
    }
  const ask =
    (method: "run" | "all") =>
    (sql: string, bindings: unknown[] | undefined, done: Done): void => {
      const known = kept.get(sql)
      if (known) {
        kept.delete(sql)
        kept.set(sql, known)
        known[method](bindings ?? [], orForget(sql, known, done))
        return
      }
      const made = connection.prepare(sql, (error) => {
        if (error) return done.call(made, error)
        if (kept.size >= STATEMENTS_KEPT) forgetOldest()
        kept.set(sql, made)
        made[method](bindings ?? [], orForget(sql, made, done))
      })
    }
  connection.run = ask("run")
  connection.all = ask("all")
  const close = connection.close.bind(connection)
  connection.close = (done) => {
    while (kept.size > 0) forgetOldest()
    close(done)
  }
}

/** WAL builds of SQLite may default to synchronous=NORMAL, so every connection is asked what it really got. */
function prepareSqlite(
  connection: SqliteConnection,
  done: (error: Error | null, c?: SqliteConnection) => void,
) {
  connection.exec(sqlitePragmas, (error) => {
    if (error) return done(error)
    connection.get("PRAGMA synchronous", (failed, row) => {
      if (failed) return done(failed)
      if (row?.["synchronous"] !== 2) return done(new Error("SQLite refused synchronous=FULL"))
      reusePrepared(connection)
      done(null, connection)
    })
  })
}

/** PostgreSQL gives 64-bit counts as text; ours all fit a JavaScript number. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Knex would write bound values into error messages, and its own complaints to the terminal: names, texts, a stack. */
const silent = () => {}
const quiet = {
  compileSqlOnError: false,
  log: { warn: silent, error: silent, deprecate: silent, debug: silent },
}

/** @param address `postgres://…`, or the path of an SQLite file. */
export function openDatabase(address: string): Database {
  if (/^postgres(ql)?:\/\//.test(address)) {
    return knex({ client: "pg", connection: address, pool: { min: 0, max: 10 }, ...quiet })
  }
  return knex({
    client: ImmediateSqliteClient as unknown as typeof Knex.Client,
    connection: { filename: address },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: prepareSqlite },
    ...quiet,
  })
}

export const isPostgres = (db: Db) => db.client.config.client === "pg"
