// How long the vault may be read, whose records, and what becomes of them when the server says so.
import { expect, test } from "../support/vault-browser.ts"

declare const kit: typeof import("../support/vault-kit.ts")

test("the lease, a clock that went ahead and one that went back", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const judged = [
      vault.judge(kit.now),
      vault.judge(kit.later(-4)),
      vault.judge(kit.later(-6)),
      vault.judge(kit.days(7)),
    ]
    judged.push(vault.judge(kit.days(8)))
    // The highest time seen stays, also after closing; a contact puts it right again.
    vault.close()
    await new Promise((done) => setTimeout(done, 300))
    const again = await kit.reopen(vault.id)
    judged.push(again.judge(kit.days(1)))
    await again.renew(kit.ticket(kit.days(1)), kit.days(1))
    judged.push(again.judge(kit.days(2)))
    await again.obey(
      kit.verdict({ now: kit.days(3).toISOString(), leaseUntil: kit.days(10).toISOString() }),
      kit.days(3),
    )
    judged.push(again.judge(kit.days(9)))
    return { judged, row: (await kit.findRow(vault.id))!.wipeAfter }
  })
  expect(seen.judged).toEqual([
    ...["open", "open", "clock-behind", "open", "lease-over"],
    ...["clock-behind", "open", "open"],
  ])
  expect(seen.row).toBe("2027-01-01")
})

test("thirty days past its lease it is wiped at the start", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    ;(await kit.create()).close()
    const on = async (day: number) => (await kit.listVaults(kit.days(day))).length
    return [await on(37), await on(38), (await kit.existingPlaces()).length]
  })
  expect(seen).toEqual([1, 0, 0])
})

test("a grant's end, a section it does not have and a patient without a grant hold without internet", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const carePlan = { ...kit.report("plan"), section: "carePlan" as const }
    const stranger = kit.report("r2", undefined, "7f8a2c1e-0000-4000-8000-000000000009")
    const mine = { ...kit.report("ik"), patientId: null, section: null }
    const any: Parameters<typeof vault.get>[0] & ReturnType<typeof kit.report> = {
      ...kit.report("al"),
      section: null,
    }
    await vault.put([...kit.reports(2), carePlan, stranger, mine, any], kit.now)
    const got = async (place: typeof any, minutes = 0) => Boolean(await vault.get(place, kit.later(minutes)))
    const before = [await got(carePlan), await got(stranger), await got(mine), await got(any)]
    await vault.setGrants(
      [kit.grant(kit.mother, kit.later(60).toISOString()), kit.grant(kit.father)],
      kit.now,
    )
    const [his, hers] = [kit.reports(2)[1]!, kit.reports(2)[0]!]
    const during = [await got(hers, 59), await got(hers, 60), await got(his, 60)]
    // Once past its end, a clock that is set back brings nothing back.
    return { before, during, back: await got(hers, 0) }
  })
  expect(seen).toEqual({ before: [false, false, true, true], during: [true, false, true], back: false })
})

test("a grant that went or shrank takes its records along, under a new key in a new place", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const place = async () => (await kit.findRow(vault.id))!.place.name
    const places = [await place()]
    await vault.put(kit.reports(6), kit.now)
    await vault.setGrants(kit.grants, kit.now)
    places.push(await place())
    await vault.setGrants([kit.grant(kit.mother)], kit.now)
    places.push(await place())
    const left = (await Promise.all(kit.reports(6).map((one) => vault.get(one, kit.now)))).map(Boolean)
    await vault.setGrants([{ ...kit.grant(kit.mother), sections: ["agenda"] }], kit.now)
    places.push(await place())
    const rows = (await kit.recordRows(vault.id)).length
    return {
      left,
      rows,
      places: places.map((name) => places.indexOf(name)),
      there: (await kit.existingPlaces()).length,
    }
  })
  expect(seen).toEqual({
    left: [true, false, true, false, true, false],
    rows: 0,
    places: [0, 0, 2, 3],
    there: 1,
  })
})

test("what is gone, changed or misfiled goes; only the misfiled costs a new key", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const items = ["r3", "r5"].map((id) => ({
      kind: "report" as const,
      patientId: kit.mother,
      id,
      etag: "e1",
    }))
    const list = { ...kit.report("lijst"), type: "reports" as const, items }
    await vault.put([...kit.reports(6), list], kit.now)
    const place = async () => (await kit.findRow(vault.id))!.place.name
    const first = await place()
    await vault.obey(kit.verdict({ gone: ["r0"], changed: ["r1"] }), kit.now)
    const second = await place()
    const listed = Boolean(await vault.get(list, kit.now))
    await vault.obey(kit.verdict({ misfiled: ["r3"] }), kit.now)
    const left = (await Promise.all([...kit.reports(6), list].map((one) => vault.get(one, kit.now)))).map(
      Boolean,
    )
    vault.close()
    const again = await kit.reopen(vault.id)
    const after = (await Promise.all([...kit.reports(6), list].map((one) => again.get(one, kit.now)))).map(
      Boolean,
    )
    return { listed, left, after, same: first === second, moved: first !== (await place()) }
  })
  const left = [false, false, true, false, true, true, false]
  expect(seen).toEqual({ listed: true, left, after: left, same: true, moved: true })
})

test("what cannot get its new key does not stay with the old one", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    await vault.put(kit.reports(2), kit.now)
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === "rows") throw new DOMException("full", "QuotaExceededError")
      return put.apply(this, args)
    }
    await vault.setGrants([], kit.now)
    return { rows: await kit.listRows(), places: await kit.existingPlaces(), judged: vault.judge(kit.now) }
  })
  expect(seen).toEqual({ rows: [], places: [], judged: "lease-over" })
})

test("the last 200 reports that were viewed stay; what was not viewed for 30 days goes", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    await vault.put(kit.reports(100), kit.now)
    await vault.put(kit.reports(100, 100), kit.later(1))
    const first = kit.report("r0")
    await vault.get(first, kit.later(2))
    await vault.put(kit.reports(10, 200), kit.later(3))
    const rows = (await kit.recordRows(vault.id)).length
    const viewed = Boolean(await vault.get(first, kit.later(4)))
    const pushedOut = await vault.get(kit.report("r99", "", kit.father), kit.later(4))
    await vault.put([kit.report("nieuw")], kit.days(31))
    return { rows, viewed, pushedOut, afterMonth: (await kit.recordRows(vault.id)).length }
  })
  expect(seen).toEqual({ rows: 200, viewed: true, pushedOut: null, afterMonth: 1 })
})
