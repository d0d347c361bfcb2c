// Whose session this is. When it ends, is put on the lock or becomes someone else's, nothing of a record stays in
// memory, in this tab or another.
import { nextTick, watch } from "vue"
import type { Router } from "vue-router"
import type { Me } from "#contract/account"
import { useAccessStore } from "../access/access.store.ts"
import { whenSessionEnds, whenSessionLocks, whenTermsAsked } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { watchLastMinutes } from "../kit/last-minutes.ts"
import { useLoginStore } from "../login/login.store.ts"
import { forgetReturnPath, rememberReturnPath } from "../device/return-path.ts"
import { forgetForm } from "../device/sealed-form.ts"
import { useOfflineStore } from "../offline/offline.store.ts"
import { useRegistrationStore } from "../registration/registration.store.ts"
import { currentVault } from "../vault/current.ts"
import { isStartingOver } from "./covered.ts"
import { dropEverything } from "./drop-everything.ts"
import { keepForm } from "./kept-form.ts"
import { leadToTerms } from "./lead-to-terms.ts"
import { leaveLostRecord, losesRecord } from "./lost-record.ts"
import { hearTabs, tellTabs, type News } from "./tabs.ts"

// Going to and fro between two tabs is one question; coming back after a while is the next.
const ASK_AGAIN_MS = 5_000

/** Who logs out leaves nothing to go on with. */
function forgetPlace() {
  forgetReturnPath()
  forgetForm()
}

/** @param askVault whether what is kept on this device may still be shown. */
export function watchSession(router: Router, askVault: () => Promise<void>): void {
  const access = useAccessStore()
  const login = useLoginStore()
  const offline = useOfflineStore()
  let turn = Promise.resolve()
  let askedAt = 0

  /** After a session that ended by itself the reader goes on at the same page. Pages for everyone stay. */
  async function leave(reader: Me, arrival: "logged-out" | "session-ended") {
    const page = router.currentRoute.value
    const isByItself = arrival === "session-ended"
    // What was kept here is still the reader's: the lock screen opens it, and leads on to logging in.
    if (isByItself && offline.ownRow) return void (await router.push("/slot"))
    const kept = isByItself ? keepForm(page.fullPath) : forgetPlace()
    if (isByItself && page.meta.needs) rememberReturnPath(page.fullPath)
    isStartingOver.value = true
    access.forget()
    login.arrival = arrival
    access.email = isByItself ? reader.email : ""
    await kept
    await (page.meta.needs ? router.replace("/inloggen") : nextTick())
    isStartingOver.value = false
  }

  /** First nothing is left on the page, then the server says whose it is. */
  async function startOver(news: News) {
    const reader = access.me
    if (!reader) return
    if (news === "locked") return void (await router.push("/slot"))
    const kept = news === "logged-out" ? null : keepForm(router.currentRoute.value.fullPath)
    isStartingOver.value = true
    access.doubt()
    await kept
    await access.ensure()
    if (access.state.kind === "visitor")
      return await leave(reader, news === "logged-out" ? news : "session-ended")
    if (access.state.kind === "locked") return void (await router.replace("/slot"))
    const { path, query, hash, meta } = router.currentRoute.value
    const maySee = access.me?.tag === reader.tag || !meta.needs
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
    if (answer.tag === reader.tag) {
      const wasOpen = access.isOpen
      access.know(answer)
      if (wasOpen && answer.stage === "terms") await leadToTerms(router)
    }
    // What lies in the vault is read under nobody's session: someone else's changes nothing here.
    else if (!access.isFromVault) startOverInTurn("logged-in")
  }

  watch(
    () => access.me,
    (me, before) => {
      if (before && me?.tag !== before.tag) dropEverything()
      else if (before && me && losesRecord(before, me)) void leaveLostRecord(router)
      if (me) return void (access.isOpen && !access.isFromVault && offline.meet(me))
      offline.forgetProof()
      if (login.arrival !== "logged-out") return
      forgetPlace()
      tellTabs("logged-out")
    },
    { flush: "sync" },
  )
  login.$onAction(({ name, after }) => {
    if (name !== "submitCode") return
    after(() => {
      useRegistrationStore().clear()
      tellTabs("logged-in")
    })
  })
  /**
   * What lies in the vault needs no session: its reader reads on, and the banner leads to the newest. Covered, at the line
   * that was read, until the server has said whether the vault may.
   */
  function readOn(reader: Me): boolean {
    if (currentVault.value?.accountTag !== reader.tag) return false
    access.openFromVault(reader)
    const cover = (isCovered: boolean) => document.documentElement.toggleAttribute("data-covered", isCovered)
    cover(true)
    void askVault().finally(() => cover(document.visibilityState === "hidden"))
    return true
  }

  whenSessionEnds(() => {
    access.isSessionLocked = false
    if (access.isFromVault) return
    tellTabs("session-ended")
    if (access.me && !readOn(access.me)) void leave(access.me, "session-ended")
  })
  whenSessionLocks(() => {
    access.isSessionLocked = true
    if (!access.me || access.isFromVault) return
    if (!readOn(access.me)) void router.push("/slot")
  })
  whenTermsAsked(() => {
    if (access.isOpen && !access.isFromVault) void leadToTerms(router)
  })
  // Before the new page is drawn, so that its heading can have the focus.
  router.afterEach((_to, _from, failure) => {
    if (!failure) isStartingOver.value = false
  })
  hearTabs(startOverInTurn)
  const hearLeft = watchLastMinutes(askAgain)
  watch(
    () => (access.me && !access.isFromVault ? access.answered : null),
    (answer) => hearLeft(answer?.secondsLeft ?? null),
  )
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void askAgain()
  })
  // The browser kept the whole page as it was: nothing shows until the server has said whose it is, or says nothing.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return
    // Put away while it went on the lock: the lock screen came in its place.
    if (access.state.kind === "locked") return location.replace("/slot")
    if (!access.me) return
    isStartingOver.value = true
    void askAgain().finally(() => (isStartingOver.value = false))
  })
}
