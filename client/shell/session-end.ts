// When the session is over, nothing of a record stays in memory, in this tab or another.
import { watch } from "vue"
import type { Router } from "vue-router"
import { useAccessStore } from "../access/access.store.ts"
import { useAgendaStore } from "../agenda/agenda.store.ts"
import { whenSessionEnds } from "../api/call.ts"
import { useReportStore } from "../dossier/report.store.ts"
import { useReportsStore } from "../dossier/reports.store.ts"
import { useLoginStore, type Arrival } from "../login/login.store.ts"
import { forgetReturnPath, rememberReturnPath } from "../login/return-path.ts"
import { useOverviewStore } from "../overview/overview.store.ts"

export function watchSession(router: Router): void {
  const access = useAccessStore()
  const login = useLoginStore()
  const otherTabs = new BroadcastChannel("portaal")

  function leave(arrival: Arrival) {
    if (!access.me) return
    login.arrival = arrival
    access.email = arrival === "session-ended" ? access.me.email : ""
    access.forget()
    void router.replace("/inloggen")
  }

  /** It ended by itself: after logging in the reader goes on at the same page. */
  function goLogIn() {
    if (access.me) rememberReturnPath(router.currentRoute.value.fullPath)
    leave("session-ended")
  }

  watch(
    () => access.me,
    (me) => {
      if (me) return
      for (const store of [useOverviewStore(), useReportsStore(), useReportStore(), useAgendaStore()])
        store.clear()
      if (login.arrival !== "logged-out") return
      forgetReturnPath()
      otherTabs.postMessage("logged-out")
    },
    { flush: "sync" },
  )

  whenSessionEnds(goLogIn)
  otherTabs.addEventListener("message", () => leave("logged-out"))
  // A page that the browser brings back from its memory may be of a session that is over.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && access.me) void access.load()
  })
}
