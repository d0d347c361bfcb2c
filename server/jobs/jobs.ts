// What runs by itself. A job that fails is logged and tried at its next turn; none of them keeps access open.
import type { Deps } from "../deps.ts"
import { announceTexts } from "../organisation/announce-texts.ts"
import { sendLostPhoneLinks } from "../login/lost-phone-staff.ts"
import { removeStaleRegistrations } from "../registration/stale.ts"
import { indexMissingNames } from "../access/name-prefixes.ts"
import { eraseClosedAccounts } from "./erase-closed.ts"
import { removeOldRows } from "./retention.ts"
import { tellEnds } from "./tell-ends.ts"
import { tellNews } from "./tell-news.ts"

const TURN_MINUTES = 10

export type Jobs = { stop(): Promise<void> }

export function startJobs(deps: Deps): Jobs {
  const jobs = {
    announceTexts,
    sendLostPhoneLinks,
    tellEnds,
    tellNews,
    removeStaleRegistrations,
    removeOldRows,
    indexMissingNames,
    eraseClosedAccounts,
  }
  let turn = Promise.resolve()
  const run = () => {
    turn = turn.then(async () => {
      for (const [name, job] of Object.entries(jobs))
        await job(deps).catch((error: unknown) =>
          deps.log.error(
            { job: name, kind: error instanceof Error ? error.name : typeof error },
            "job failed",
          ),
        )
    })
  }
  run()
  const timer = setInterval(run, TURN_MINUTES * 60_000)
  return {
    async stop() {
      clearInterval(timer)
      await turn
    },
  }
}
