import Router from "@koa/router"
import type { InferOutput } from "valibot"
import {
  DocumentParams,
  PatientParams,
  ReportQuery,
  ReportSearch,
  ReportsQuery,
  type Report,
  type ReportList,
} from "#contract/dossier"
import { readRecord, type OpenRecord } from "../access/read-record.ts"
import { latestSuccessfulSync } from "../access/sync.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { scopeOf } from "./report-filter.ts"
import { decodePlace, encodePlace, toSummary, toWhole } from "./report.ts"
import { createReportSearch } from "./search-reports.ts"
import {
  countNewer,
  findDisciplines,
  findDocument,
  findNeighbours,
  findPlace,
  findReport,
  listReports,
  type PagePlace,
} from "./report.queries.ts"

const PAGE = 20

export function reportsRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { sealing } = deps

  router.get("/api/patients/:patientId/reports", requireAccount(deps), async (ctx) => {
    const { patientId, ...asked } = input({ ...ctx.query, ...ctx.params }, ReportsQuery)
    const cursor = readCursor(asked)
    const { reader } = ctx.state
    ctx.body = await readRecord(deps, reader, patientId, "reports", { kind: "reports" }, async (record) => {
      const scope = scopeOf(record, asked)
      const at = cursor ?? (await beginning(record, asked))
      const found = await listReports(scope, sealing, record.key, { at, limit: PAGE + 1 })
      const more = found.length > PAGE
      const page = at.side === "newer" ? found.slice(-PAGE) : found.slice(0, PAGE)
      const [first, last] = [page[0], page.at(-1)]
      const hasNewer = at.side === "newer" ? more : at.side === "from"
      const list: ReportList = {
        reports: page.map((report) => toSummary(report, reader.previousLoginAt)),
        olderThan: at.side !== "newer" && more && last ? encodePlace(last) : null,
        newerThan: hasNewer && first ? encodePlace(first) : null,
        disciplines: await findDisciplines(scopeOf(record)),
        updatedAt: await latestSuccessfulSync(record.trx),
      }
      return list
    })
  })

  /** At the top when the report stands on the first page anyway, or is gone by now. */
  async function beginning(record: OpenRecord, { startAt, ...filter }: Asked): Promise<PagePlace> {
    const place = startAt && (await findPlace(scopeOf(record), startAt))
    if (!place) return { side: "top" }
    const isNearTop = (await countNewer(scopeOf(record, filter), place, PAGE)) < PAGE
    return isNearTop ? { side: "top" } : { side: "from", place }
  }

  const search = createReportSearch(deps)

  router.post("/api/patients/:patientId/reports/search", requireAccount(deps), async (ctx) => {
    const { patientId } = input(ctx.params, PatientParams)
    const wanted = input(ctx.request.body, ReportSearch)
    const isGone = () => ctx.req.socket.destroyed
    ctx.body = await search(ctx.state.reader, patientId, wanted, isGone)
  })

  router.get("/api/patients/:patientId/reports/:reportId", requireAccount(deps), async (ctx) => {
    const { patientId, reportId, ...filter } = input({ ...ctx.query, ...ctx.params }, ReportQuery)
    const { reader } = ctx.state
    const object = { kind: "report", id: reportId }
    ctx.body = await readRecord(deps, reader, patientId, "reports", object, async (record) => {
      const report = await findReport(scopeOf(record), sealing, record.key, reportId)
      if (!report) return undefined
      const neighbours = await findNeighbours(scopeOf(record, filter), report)
      const whole: Report = toWhole(report, reader.previousLoginAt, neighbours, {
        updatedAt: await latestSuccessfulSync(record.trx),
        showsDocuments: record.settings.reportDocuments,
      })
      return whole
    })
  })

  const documents = "/api/patients/:patientId/reports/:reportId/documents/:documentId"
  router.get(documents, requireAccount(deps), async (ctx) => {
    const { patientId, ...wanted } = input(ctx.params, DocumentParams)
    const object = { kind: "report-document", id: wanted.documentId }
    const { reader } = ctx.state
    const pdf = await readRecord(deps, reader, patientId, "reports", object, async (record) =>
      record.settings.reportDocuments
        ? await findDocument(scopeOf(record), sealing, record.key, wanted)
        : undefined,
    )
    // Somebody else's file: saved, never opened as a page of ours, and powerless should a browser do that all the same.
    ctx.set("Content-Disposition", 'attachment; filename="document.pdf"')
    ctx.set("Content-Security-Policy", "sandbox; default-src 'none'")
    ctx.type = "application/pdf"
    ctx.body = pdf
  })

  return router
}

type Asked = Omit<InferOutput<typeof ReportsQuery>, "patientId">

function readCursor({ olderThan, newerThan }: Asked): PagePlace | null {
  const cursor = olderThan ?? newerThan
  if (!cursor) return null
  const place = decodePlace(cursor) ?? fail("input-invalid")
  return { side: olderThan ? "older" : "newer", place }
}
