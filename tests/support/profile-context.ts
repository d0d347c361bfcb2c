// A Chromium with a profile on disk, and the hunt through what it leaves there.
import { cpSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium, type BrowserContext } from "@playwright/test"
import { huntProfile, type Finding } from "./profile-hunt.ts"
import type { Needle } from "./profile-needles.ts"

export type Profile = {
  /** The browser that is open now; `reopen` gives another. */
  context: BrowserContext
  /** Ends the browser in order. */
  close(): Promise<void>
  /** Ends it as an empty battery does. */
  kill(): Promise<void>
  /** A new browser on the same profile. */
  reopen(): Promise<BrowserContext>
  /** The profile as it lies there now, for a thief who took it before something was changed. */
  copy(): Promise<Profile>
  /** Everything on disk, while the browser runs or after it. */
  hunt(needles: readonly Needle[]): Finding[]
  /** Ends the browser and removes the profile. */
  remove(): Promise<void>
}

/** With the options of the Playwright project; the page's clock stands still at `now`. */
export async function openProfile(now: Date): Promise<Profile> {
  return openFolder(newFolder(), now)
}

const newFolder = () => mkdtempSync(join(tmpdir(), "portal-profile-"))

async function openFolder(folder: string, now: Date): Promise<Profile> {
  const open = async () => {
    const context = await chromium.launchPersistentContext(folder)
    await context.clock.setFixedTime(now)
    return context
  }
  const profile: Profile = {
    context: await open(),
    close: () => profile.context.close(),
    async kill() {
      const ended = new Promise((done) => profile.context.once("close", done))
      process.kill(processOf(folder), "SIGKILL")
      await ended
    },
    async reopen() {
      await profile.close()
      return (profile.context = await open())
    },
    async copy() {
      const other = newFolder()
      cpSync(folder, other, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) })
      return openFolder(other, now)
    },
    hunt: (needles) => huntProfile(folder, needles),
    async remove() {
      await profile.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return profile
}

/** The browser locks its profile with a link to "host-process". */
function processOf(folder: string): number {
  const id = Number(readlinkSync(join(folder, "SingletonLock")).split("-").at(-1))
  const command = readFileSync(`/proc/${id}/cmdline`, "utf8")
  if (!command.includes(folder)) throw new Error(`process ${id} is not the browser of this profile`)
  return id
}
