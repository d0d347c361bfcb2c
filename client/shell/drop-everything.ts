// What a record leaves in memory: every store that holds some of it, and the vault that is open.
import { putBack } from "../kit/typed-fields.ts"
import { useAgendaStore } from "../agenda/agenda.store.ts"
import { useCarePlanStore, useEarlierPlanStore } from "../dossier/care-plan.store.ts"
import { useReportStore } from "../dossier/report.store.ts"
import { useReportSearchStore } from "../dossier/report-search.store.ts"
import { useReportsStore } from "../dossier/reports.store.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { useOverviewStore } from "../overview/overview.store.ts"
import { useRegistrationStore } from "../registration/registration.store.ts"

export function dropRecords(): void {
  for (const useStore of [useOverviewStore, useReportsStore, useReportStore, useAgendaStore])
    useStore().clear()
  for (const useStore of [useCarePlanStore, useEarlierPlanStore, useReportSearchStore]) useStore().clear()
}

export function dropEverything(): void {
  putBack({})
  dropRecords()
  useRegistrationStore().clear()
  useOfflineStore().close()
}
