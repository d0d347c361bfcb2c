// "Er staat iets nieuws": one mail per account per period, about what its reader may read now, and never a word more.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { NewsFrequency } from "#contract/account"
import { endGrant } from "../../server/access/end-grants.ts"
import { tellNews } from "../../server/jobs/tell-news.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import {
  appointment,
  carePlan,
  importAll,
  lifeStory,
  logIn,
  patient,
  readerOf,
  relative,
  report,
} from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"

const by = { kind: "system", id: "test" } as const
/** A Monday; the clock in Amsterdam is one hour ahead. */
const monday = (time: string) => `2026-11-23T${time}:00.000Z`
const fiveOClock = monday("16:00")

let portal: Portal
let ids: (reference: string) => string
let son: { email: string; grantId: string }
beforeEach(async () => {
  portal = await startPortal({ now: monday("07:30") })
  ids = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("father", "999900031"),
    relative("son", "mother", "999900110"),
    relative("daughter", "father", "999900122"),
    report("old", "mother", "2026-11-20T09:00:00+01:00", "Oud."),
  ])
  son = await readerOf(portal, {
    patientId: ids("Patient/mother"),
    person: ids("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
    sections: ["reports", "agenda"],
  })
})
afterEach(() => portal.close())

let number = 0
const newReport = (of = "mother") =>
  importAll(portal, [report(`r${(number += 1)}`, of, "2026-11-23T09:00:00+01:00", "Geheim: viel uit bed.")])
const newAppointment = (start: string, end: string) =>
  importAll(portal, [appointment(`a${(number += 1)}`, "mother", start, end, "Geheim: uroloog")])
const mails = async () =>
  (await portal.messages()).filter(({ subject }) => subject === "Er staat iets nieuws in het cliëntportaal")
const run = async (instant: string) => {
  portal.clock.set(instant)
  await tellNews(portal.deps)
  return (await mails()).length
}
const choose = async (frequency: NewsFrequency) => {
  const visitor = await logIn(portal, son.email)
  expect((await visitor.post("/api/account/news", { frequency })).body).toEqual({ frequency })
  await visitor.post("/api/logout")
}

describe("who never chose is told every day at five, when there is something", () => {
  test("once, and only that there is something", async () => {
    // Yesterday's turn, which this account never had: nothing yet.
    expect(await run(monday("07:31"))).toBe(0)
    portal.clock.set(monday("09:00"))
    await newReport()
    expect(await run(monday("15:59"))).toBe(0)
    expect(await run(fiveOClock)).toBe(1)
    for (const time of ["16:10", "17:00", "18:50"]) expect(await run(monday(time)), time).toBe(1)
    const [mail] = await mails()
    expect(mail?.to).toBe(son.email)
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(
      /geheim|bed|mother|moeder|mevrouw|rapport/i,
    )
    expect(mail?.text).toContain(`${portal.url}/account/berichten`)
    // The next day there is nothing newer.
    expect(await run("2026-11-24T16:00:00.000Z")).toBe(1)
    await newReport()
    expect(await run("2026-11-24T18:00:00.000Z")).toBe(1)
    expect(await run("2026-11-25T16:00:00.000Z")).toBe(2)
  })

  test("nothing new, nothing sent; what was there before the account is not new", async () => {
    expect(await run(fiveOClock)).toBe(0)
  })

  test("who looked since is not told", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    portal.clock.set(monday("12:00"))
    const visitor = await logIn(portal, son.email)
    await visitor.get(`/api/patients/${ids("Patient/mother")}/reports`)
    expect(await run(fiveOClock)).toBe(0)
    await newReport()
    expect(await run("2026-11-24T16:00:00.000Z")).toBe(1)
  })

  test("a server that stood still at five tells it the next morning, not at night", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    for (const night of [monday("19:00"), monday("23:30"), "2026-11-24T06:59:00.000Z"])
      expect(await run(night), night).toBe(0)
    expect(await run("2026-11-24T07:00:00.000Z")).toBe(1)
    expect(await run("2026-11-24T16:00:00.000Z")).toBe(1)
  })

  test("what an import is still writing down waits, and is not forgotten", async () => {
    portal.clock.set("2026-11-23T15:59:00.000Z")
    await newReport()
    expect(await run(fiveOClock)).toBe(0)
    expect(await run("2026-11-24T16:00:00.000Z")).toBe(1)
  })
})

describe("as its reader chose", () => {
  test("off: never", async () => {
    await choose("off")
    portal.clock.set(monday("09:00"))
    await newReport()
    expect(await run(fiveOClock)).toBe(0)
  })

  test("weekly: Friday at five, once", async () => {
    await choose("weekly")
    portal.clock.set(monday("09:00"))
    await newReport()
    expect(await run("2026-11-27T15:59:00.000Z")).toBe(0)
    expect(await run("2026-11-27T16:00:00.000Z")).toBe(1)
    await newReport()
    expect(await run("2026-12-03T16:00:00.000Z")).toBe(1)
    expect(await run("2026-12-04T16:00:00.000Z")).toBe(2)
  })

  test("directly: by day, once an hour at most, the night's news in the morning", async () => {
    await choose("direct")
    portal.clock.set(monday("09:00"))
    await newReport()
    expect(await run(monday("09:10"))).toBe(1)
    await newReport()
    expect(await run(monday("09:20"))).toBe(1)
    expect(await run(monday("10:11"))).toBe(2)
    expect(await run(monday("12:00"))).toBe(2)
    portal.clock.set(monday("20:00"))
    await newReport()
    expect(await run(monday("21:00"))).toBe(2)
    expect(await run("2026-11-24T07:00:00.000Z")).toBe(3)
  })

  test("the choice is kept, logged and nobody else's; nonsense is refused", async () => {
    const visitor = await logIn(portal, son.email)
    expect((await visitor.get("/api/account/news")).body).toEqual({ frequency: "daily" })
    await visitor.post("/api/account/news", { frequency: "weekly" })
    expect((await visitor.get("/api/account/news")).body).toEqual({ frequency: "weekly" })
    for (const frequency of ["", "monthly", null, 1, ["off"]])
      expect((await visitor.post("/api/account/news", { frequency })).status).toBe(422)
    expect((await visitor.get("/api/account/news")).body).toEqual({ frequency: "weekly" })
    expect(await portal.db("audit_events").where({ event: "account.news" })).toMatchObject([
      { reason: "weekly" },
    ])
  })
})

describe("only what the reader may read now", () => {
  test("another client's report is no news; a section that is not granted neither", async () => {
    await portal.db("grants").update({ sections: "agenda" })
    portal.clock.set(monday("09:00"))
    await newReport("father")
    await newReport("mother")
    expect(await run(fiveOClock)).toBe(0)
  })

  test("of the life book and the activities too, each for who may read it", async () => {
    const joy = { serviceCategory: [{ text: "leefplezier" }] }
    const singing = appointment("koor", "mother", "2026-11-20T15:00:00+01:00", "2026-11-20T16:00:00+01:00")
    const told = (note: string) => ({
      ...carePlan("fijn", "mother", [], ["Zingen"], { category: [{ text: "leefplezier" }] }),
      activity: [{ reference: { reference: "Appointment/koor" }, progress: [{ text: note }] }],
    })
    const news = [
      ["lifeStory", lifeStory("leven", "mother", { Jeugd: "Boven de bakkerij" })],
      ["portrait", lifeStory("beeld", "mother", { Naam: "Ria" }, "persoonsbeeld")],
      ["joyActivities", { ...singing, ...joy }],
      ["joyActivities", told("Zong mee")],
      ["joyActivities", told("Zong mee en lachte")],
    ] as const
    let day = 24
    for (const [section, resource] of news) {
      await portal.db("news_settings").delete()
      await portal.db("accounts").update({ last_login_at: `2026-11-${day - 1}T15:00:00.000Z` })
      portal.clock.set(`2026-11-${day}T09:00:00.000Z`)
      await importAll(portal, [resource])
      await portal.db("grants").update({ sections: "carePlan" })
      const before = await run(`2026-11-${day}T15:59:00.000Z`)
      await portal.db("news_settings").delete()
      await portal.db("grants").update({ sections: section })
      expect(await run(`2026-11-${day}T16:00:00.000Z`), section).toBe(before + 1)
      day += 1
    }
  })

  test("a discipline that the organisation does not show is no news", async () => {
    await changeOrganisation(portal.db, { shownDisciplines: ["arts"] }, "test", portal.clock.now())
    portal.clock.set(monday("09:00"))
    await newReport()
    expect(await run(fiveOClock)).toBe(0)
  })

  test("access that ended meanwhile", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    await endGrant(portal.deps, son.grantId, "on request", by)
    expect(await run(fiveOClock)).toBe(0)
  })

  test("a closed account", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    await portal.db("accounts").update({ state: "closed" })
    expect(await run(fiveOClock)).toBe(0)
  })

  test("a new appointment is news while it is still to come, once; a change of it is not", async () => {
    portal.clock.set(monday("09:00"))
    await newAppointment("2026-11-23T11:00:00+01:00", "2026-11-23T11:30:00+01:00")
    expect(await run(fiveOClock)).toBe(0)
    const later = appointment("later", "mother", "2026-12-01T11:00:00+01:00", "2026-12-01T11:30:00+01:00")
    await importAll(portal, [later])
    expect(await run("2026-11-24T16:00:00.000Z")).toBe(1)
    await importAll(portal, [{ ...later, description: "Pedicure" }])
    expect(await run("2026-11-25T16:00:00.000Z")).toBe(1)
  })
})

describe("never twice", () => {
  test("two servers at the same moment", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    portal.clock.set(fiveOClock)
    await Promise.all([tellNews(portal.deps), tellNews(portal.deps), tellNews(portal.deps)])
    expect(await mails()).toHaveLength(1)
  })

  test("cut off before its transaction was committed, it is told at the next turn", async () => {
    portal.clock.set(monday("09:00"))
    await newReport()
    portal.clock.set(fiveOClock)
    let calls = 0
    const dying = {
      ...portal.deps,
      now: () => {
        // After the turn was taken and before the mail is written down.
        if ((calls += 1) > 2) throw new Error("killed")
        return portal.clock.now()
      },
    }
    await expect(tellNews(dying)).rejects.toThrow("killed")
    expect(await mails()).toHaveLength(0)
    await tellNews(portal.deps)
    await tellNews(portal.deps)
    expect(await mails()).toHaveLength(1)
  })
})
