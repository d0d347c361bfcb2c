// The vault as its reader has it: kept, closed, opened again; and what is left of it on the disk.
import { expect, test, withoutBuckets } from "../support/vault-browser.ts"

declare const kit: typeof import("../support/vault-kit.ts")

for (const where of ["bucket", "database"] as const) {
  test.describe(`in a ${where}`, () => {
    test.beforeEach(async ({ context }) => {
      if (where === "database") await withoutBuckets(context)
    })

    test("what was kept is there after closing, with its date, for the right password only", async ({
      tab,
      openTab,
    }) => {
      const id = await tab.evaluate(async () => {
        const vault = await kit.create()
        await vault.put([kit.report("r1"), kit.report("r2", "Vader at goed. ë €", kit.father)], kit.now)
        vault.close()
        return vault.id
      })
      await tab.close()
      const second = await openTab()
      const seen = await second.evaluate(async (id) => {
        const [row] = await kit.listVaults(kit.now)
        const wrong = await kit.unlockVault(id, "vier paarse olifant", kit.now, "counted")
        const vault = await kit.reopen(id)
        const saved = await vault.get(kit.report("r2", "", kit.father), kit.later(5))
        const other = await vault.get(kit.report("r3"), kit.now)
        const items = vault.items().map((item) => item.id)
        return { row, wrong, saved, other, items, ticket: vault.ticket }
      }, id)
      expect(seen.row).toMatchObject({ id, label: "AV", wipeAfter: "2026-12-29", place: { kind: where } })
      expect(seen.wrong).toEqual({ kind: "wrong", triesLeft: 9, waitUntil: null })
      expect(seen.saved).toEqual({
        value: { text: "Vader at goed. ë €" },
        savedAt: "2026-11-22T13:00:00.000Z",
      })
      expect(seen.other).toBeNull()
      expect(seen.items).toEqual(["r2", "r1"])
      expect(seen.ticket).toHaveLength(43)
    })

    test("names on disk look random, sizes fall in classes, and no word lies in clear", async ({ tab }) => {
      const seen = await tab.evaluate(async () => {
        const vault = await kit.create()
        const lengths = [0, 1900, 2100, 9000, 17_000, 40_000, 64_000]
        const records = lengths.map((length, n) => kit.report(`rapport-${n}`, "x".repeat(length)))
        await vault.put([...records, kit.report("te-groot", "x".repeat(66_000))], kit.now)
        const rows = [...(await kit.rawRows(vault.id))]
        const row = await kit.findRow(vault.id)
        const clear =
          JSON.stringify([rows.map(([key]) => key), row]) +
          new TextDecoder("latin1").decode(new Uint8Array(rows.flatMap(([, { ct }]) => (ct ? [...ct] : []))))
        return {
          keys: rows.map(([key]) => key),
          sizes: rows.flatMap(([, { ct }]) => (ct ? [ct.length - 16] : [])).sort((a, b) => a - b),
          hasWord: /rapport|xxxx|7f8a2c1e|ttttt/.test(clear),
          tooLarge: await vault.get(kit.report("te-groot"), kit.now),
        }
      })
      expect(seen.keys.filter((key) => !/^(header|manifest|[0-9a-f]{32})$/.test(key))).toEqual([])
      const kib = 1024
      // Seven records, and the manifest of 4 KiB.
      expect(seen.sizes.map((size) => size / kib)).toEqual([2, 2, 4, 4, 10, 24, 40, 64].sort((a, b) => a - b))
      expect(seen.hasWord).toBe(false)
      expect(seen.tooLarge).toBeNull()
    })

    test("wiped: no row, no place, nothing opens, and every tab knows", async ({ tab, openTab }) => {
      const id = await tab.evaluate(async () => {
        const vault = await kit.create()
        await vault.put(kit.reports(5), kit.now)
        return vault.id
      })
      const other = await openTab()
      await other.evaluate(async (id) => {
        const told: string[] = []
        kit.onWiped((wiped) => told.push(wiped))
        Object.assign(globalThis, { told, vault: await kit.reopen(id) })
      }, id)
      const after = await tab.evaluate(async (id) => {
        const erased = await kit.wipeVault(id)
        return { erased, rows: await kit.listRows(), places: await kit.existingPlaces() }
      }, id)
      expect(after).toEqual({ erased: true, rows: [], places: [] })
      const there = await other.evaluate(async (id) => {
        const { vault, told } = globalThis as unknown as {
          vault: Awaited<ReturnType<typeof kit.reopen>>
          told: string[]
        }
        return {
          told,
          got: await vault.get(kit.report("r0"), kit.now),
          put: await vault.put(kit.reports(1), kit.now),
          judged: vault.judge(kit.now),
          ticket: vault.ticket,
          unlocked: await kit.unlockVault(id, kit.password, kit.now, "counted"),
          places: await kit.existingPlaces(),
        }
      }, id)
      expect(there).toEqual({
        ...{ told: [id], got: null, put: "full", judged: "lease-over", ticket: "", places: [] },
        unlocked: { kind: "wiped" },
      })
    })

    test("a vault whose place the browser threw away is gone, and leaves nothing", async ({ tab }) => {
      const seen = await tab.evaluate(async () => {
        const vault = await kit.create()
        vault.close()
        await new Promise((done) => setTimeout(done, 300))
        await kit.deletePlace((await kit.findRow(vault.id))!.place)
        const unlocked = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
        return { unlocked, rows: await kit.listRows(), places: await kit.existingPlaces() }
      })
      expect(seen).toEqual({ unlocked: { kind: "wiped" }, rows: [], places: [] })
    })
  })
}

test("a new vault takes the place of the account's older one; the fifth account sends the oldest away", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const tags: string[] = []
    for (const [n, tag] of ["a", "b", "a", "c", "d", "e"].entries())
      (await kit.create(tag, kit.days(n))).close()
    for (const { accountTag } of await kit.listVaults(kit.now)) tags.push(accountTag)
    return { tags: tags.sort(), places: (await kit.existingPlaces()).length }
  })
  expect(seen).toEqual({ tags: ["a", "c", "d", "e"], places: 4 })
})

test("ten wrong passwords: five free, then waits, then nothing is left", async ({ tab }) => {
  test.setTimeout(120_000)
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    vault.close()
    let at = kit.now
    const answers: string[] = []
    for (let n = 0; n < 10; n++) {
      const answer = await kit.unlockVault(vault.id, `fout ${n}`, at, "counted")
      const wait = answer.kind === "wrong" && answer.waitUntil ? answer.waitUntil - at.getTime() : 0
      answers.push(`${answer.kind} ${wait / 1000}`)
      if (!wait) continue
      const tooSoon = await kit.unlockVault(vault.id, kit.password, at, "counted")
      if (tooSoon.kind !== "wait") answers.push(`${tooSoon.kind} too soon`)
      at = new Date(at.getTime() + wait)
    }
    return { answers, rows: await kit.listRows(), places: await kit.existingPlaces() }
  })
  expect(seen.answers).toEqual([
    ...[
      "wrong 0",
      "wrong 0",
      "wrong 0",
      "wrong 0",
      "wrong 30",
      "wrong 60",
      "wrong 300",
      "wrong 900",
      "wrong 900",
    ],
    "wiped 0",
  ])
  expect(seen).toMatchObject({ rows: [], places: [] })
})

test("the right password sets the count to nought; one the server just accepted neither waits nor counts", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const row = async (change: object = {}) => kit.putRow({ ...(await kit.findRow(vault.id))!, ...change })
    await row({ tries: 7, waitUntil: kit.later(5).getTime() })
    const wait = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
    const other = await kit.unlockVault(vault.id, "van iemand anders", kit.now, "just-proven")
    const tries = (await kit.findRow(vault.id))!.tries
    const proven = await kit.unlockVault(vault.id, kit.password, kit.now, "just-proven")
    const after = (await kit.findRow(vault.id))!
    // The tenth try was counted, and the app was closed before its outcome.
    await row({ tries: 10 })
    const spent = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
    return [wait.kind, other.kind, tries, proven.kind, after.tries, after.waitUntil, spent.kind]
  })
  expect(seen).toEqual(["wait", "broken", 7, "open", 0, null, "wiped"])
})

test("another name on the lock screen", async ({ tab }) => {
  const label = await tab.evaluate(async () => {
    await kit.relabel((await kit.create()).id, "Tablet van Anneke")
    return (await kit.listVaults(kit.now))[0]?.label
  })
  expect(label).toBe("Tablet van Anneke")
})

test("a try is counted before it is judged: closing the app during the derivation saves none", async ({
  tab,
}) => {
  const tries = await tab.evaluate(async () => {
    const vault = await kit.create()
    SubtleCrypto.prototype.deriveBits = () => new Promise(() => {})
    void kit.unlockVault(vault.id, "fout", kit.now, "counted")
    await new Promise((done) => setTimeout(done, 500))
    return (await kit.findRow(vault.id))!.tries
  })
  expect(tries).toBe(1)
})
