// Whose session this is. When it ends, or becomes someone else's, nothing of a record stays in memory, in this tab or
// another: tabs share the cookie, so what one tab learns the others must ask again.
import { nextTick, ref, watch } from "vue"
import type { Router } from "vue-router"
import type { Me } from "#contract/account"
import { useAccessStore } from "../access/access.store.ts"
import { useAgendaStore } from "../agenda/agenda.store.ts"
import { whenSessionEnds } from "../api/call.ts"
import { useReportStore } from "../dossier/report.store.ts"
import { useReportsStore } from "../dossier/reports.store.ts"
import { now } from "../kit/clock.ts"
import { useLoginStore } from "../login/login.store.ts"
import { forgetReturnPath, rememberReturnPath } from "../login/return-path.ts"
import { useOverviewStore } from "../overview/overview.store.ts"
import { useRegistrationStore } from "../registration/registration.store.ts"

type News = "logged-in" | "logged-out" | "session-ended"

// Going to and fro between two tabs is one question; coming back after a while is the next.
const ASK_AGAIN_MS = 5_000

/** As long as it is not known who is logged in now, no page is shown. */
export const isStartingOver = ref(false)

export function watchSession(router: Router): void {
  const access = useAccessStore()
  const login = useLoginStore()
  const registration = useRegistrationStore()
  const otherTabs = new BroadcastChannel("portaal")
  const tell = (news: News) => otherTabs.postMessage(news)
  let turn = Promise.resolve()
  let askedAt = 0

  function dropEverything() {
    for (const store of [useOverviewStore(), useReportsStore(), useReportStore(), useAgendaStore()])
      store.clear()
    registration.clear()
  }

  /** After a session that ended by itself the reader goes on at the same page. Pages for everyone stay. */
  async function leave(reader: Me, arrival: "logged-out" | "session-ended") {
    const page = router.currentRoute.value
    const isByItself = arrival === "session-ended"
    if (isByItself) rememberReturnPath(page.fullPath)
    else forgetReturnPath()
    isStartingOver.value = true
    access.forget()
    login.arrival = arrival
    access.email = isByItself ? reader.email : ""
    await (page.meta.needs ? router.replace("/inloggen") : nextTick())
    isStartingOver.value = false
  }

  /** First nothing is left on the page, then the server says whose it is. */
  async function startOver(news: News) {
    const reader = access.me
    if (!reader) return
    isStartingOver.value = true
    access.doubt()
    await access.ensure()
    if (access.state.kind === "visitor")
      return await leave(reader, news === "logged-out" ? news : "session-ended")
    const { path, query, hash, meta } = router.currentRoute.value
    const maySee = access.me?.email === reader.email || !meta.needs
    if (access.me) await router.replace(maySee ? { path, query, hash, force: true } : "/")
    isStartingOver.value = false
  }

  function startOverInTurn(news: News) {
    const begin = () => startOver(news)
    turn = turn.then(begin, begin)
  }

  /** The reader looks at this page again: is it still theirs? */
  async function askAgain() {
    const reader = access.me
    if (!reader || Math.abs(now().getTime() - askedAt) < ASK_AGAIN_MS) return
    askedAt = now().getTime()
    const answer = await access.askAgain()
    if (!answer || access.me !== reader) return
    if (answer.email === reader.email) access.know(answer)
    else startOverInTurn("logged-in")
  }

  watch(
    () => access.me,
    (me) => {
      if (me) return
      dropEverything()
      if (login.arrival !== "logged-out") return
      forgetReturnPath()
      tell("logged-out")
    },
    { flush: "sync" },
  )
  login.$onAction(({ name, after }) => {
    if (name !== "submitCode") return
    after(() => {
      registration.clear()
      tell("logged-in")
    })
  })
  whenSessionEnds(() => {
    tell("session-ended")
    if (access.me) void leave(access.me, "session-ended")
  })
  // Before the new page is drawn, so that its heading can have the focus.
  router.afterEach(() => {
    isStartingOver.value = false
  })
  otherTabs.addEventListener("message", ({ data }: MessageEvent<News>) => startOverInTurn(data))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void askAgain()
  })
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void askAgain()
  })
}
