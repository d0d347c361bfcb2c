// The app killed at any step, a full disk, a lost connection, two tabs at once.
import type { Page } from "@playwright/test"
import { expect, test, withoutBuckets } from "../support/vault-browser.ts"

declare const kit: typeof import("../support/vault-kit.ts")

const atATime = async (openTab: () => Promise<Page>, work: (tab: Page) => Promise<boolean>) => {
  const tab = await openTab()
  const isDone = await work(tab)
  await tab.close()
  return isDone
}

for (const where of ["bucket", "database"] as const) {
  test.describe(`in a ${where}`, () => {
    test.beforeEach(async ({ context }) => {
      test.setTimeout(180_000)
      if (where === "database") await withoutBuckets(context)
    })

    test("a new key, killed at each step: one whole vault, one place, never half of each", async ({
      openTab,
    }) => {
      let id = ""
      await atATime(openTab, async (tab) => {
        id = await tab.evaluate(async () => (await kit.create()).id)
        return true
      })
      const outcomes: string[] = []
      for (let step = 0, isDone = false; !isDone && step < 30; step++) {
        isDone = await atATime(openTab, (tab) =>
          tab.evaluate(
            async ([id, step]) => {
              const vault = await kit.reopen(id)
              await vault.setGrants(kit.grants, kit.now)
              await vault.put([...kit.reports(4), kit.report("verkeerd")], kit.now)
              const killed = kit.killAfter(step)
              // Killed: the page ends here, whatever the promise would have said.
              await vault.obey(kit.verdict({ misfiled: ["verkeerd"] }), kit.now)
              return !killed.isReached()
            },
            [id, step] as const,
          ),
        )
        outcomes.push(
          await openTab().then(async (tab) => {
            const outcome = await tab.evaluate(async (id) => {
              const rows = await kit.listVaults(kit.now)
              const places = await kit.existingPlaces()
              if (!rows.length) return `wiped, ${places.length} places`
              const vault = await kit.reopen(id)
              const texts = await Promise.all(kit.reports(4).map((one) => vault.get(one, kit.now)))
              const wrong = await vault.get(kit.report("verkeerd"), kit.now)
              const row = (await kit.findRow(id))!
              return `${wrong ? "before" : "after"}, ${places.length} places, ${texts.filter(Boolean).length} reports, leftover ${row.leftover === null ? "none" : "one"}`
            }, id)
            await tab.close()
            return outcome
          }),
        )
      }
      expect(new Set(outcomes)).toEqual(
        new Set(["before, 1 places, 4 reports, leftover none", "after, 1 places, 4 reports, leftover none"]),
      )
      expect(outcomes.length).toBeGreaterThan(5)
      expect(outcomes.at(-1)).toMatch(/^after/)
    })

    test("a wipe, killed at each step: once it has begun, the next start finishes it", async ({
      openTab,
    }) => {
      const outcomes: string[] = []
      for (let step = 0, isDone = false; !isDone && step < 12; step++) {
        isDone = await atATime(openTab, (tab) =>
          tab.evaluate(async (step) => {
            const vault = await kit.create(`tag-${step}`)
            await vault.put(kit.reports(2), kit.now)
            const killed = kit.killAfter(step)
            const erased = await kit.wipeVault(vault.id)
            return erased && !killed.isReached()
          }, step),
        )
        await atATime(openTab, (tab) =>
          tab
            .evaluate(async () => {
              const rows = await kit.listVaults(kit.now)
              return `${rows.length} vaults, ${(await kit.listRows()).length} rows, ${(await kit.existingPlaces()).length} places`
            })
            .then((outcome) => outcomes.push(outcome) > 0),
        )
      }
      // Before the flag is on disk nothing has begun: that vault is the only one left.
      expect(outcomes[0]).toBe("1 vaults, 1 rows, 1 places")
      expect(new Set(outcomes.slice(1))).toEqual(new Set(["1 vaults, 1 rows, 1 places"]))
      expect(outcomes.length).toBeGreaterThan(3)
    })
  })
}

test("a vault killed while it is made is wiped by the next start", async ({ openTab }) => {
  test.setTimeout(120_000)
  const outcomes: string[] = []
  for (let step = 0; step < 4; step++) {
    const made = await openTab()
    await made.evaluate(async (step) => {
      await kit.listVaults(kit.now)
      kit.killAfter(step)
      await kit.create().catch(() => {})
    }, step)
    await made.close()
    const next = await openTab()
    outcomes.push(
      await next.evaluate(
        async () => `${(await kit.listVaults(kit.now)).length} ${(await kit.existingPlaces()).length}`,
      ),
    )
    await next.close()
  }
  expect(outcomes).toEqual(["0 0", "0 0", "0 0", "0 0"])
})

test("two tabs write at once: nothing of either is lost, and each sees the other's", async ({
  tab,
  openTab,
}) => {
  const id = await tab.evaluate(async () => {
    const vault = await kit.create()
    Object.assign(globalThis, { vault })
    return vault.id
  })
  const other = await openTab()
  await other.evaluate(
    async (id) => Object.assign(globalThis, { vault: await kit.reopen(id) }) && undefined,
    id,
  )
  const write = (page: Page, from: number) =>
    page.evaluate(async (from) => {
      const { vault } = globalThis as unknown as { vault: Awaited<ReturnType<typeof kit.reopen>> }
      await Promise.all(kit.reports(20, from).map((one) => vault.put([one], kit.now)))
    }, from)
  await Promise.all([write(tab, 0), write(other, 10)])
  const read = (page: Page) =>
    page.evaluate(async () => {
      const { vault } = globalThis as unknown as { vault: Awaited<ReturnType<typeof kit.reopen>> }
      const saved = await Promise.all(kit.reports(30).map((one) => vault.get(one, kit.now)))
      return saved.map(kit.textOf).filter((text, n) => text === `Mevrouw sliep goed. r${n}`).length
    })
  expect(await Promise.all([read(tab), read(other)])).toEqual([30, 30])
  const again = await other.evaluate(async (id) => (await kit.reopen(id)).items().length, id)
  expect(again).toBe(30)
})

for (const where of ["bucket", "database"] as const)
  test(`a new key while another tab has the vault open, in a ${where}: it follows`, async ({
    context,
    openTab,
  }) => {
    if (where === "database") await withoutBuckets(context)
    const tab = await openTab()
    const id = await tab.evaluate(async () => {
      const vault = await kit.create()
      await vault.put([...kit.reports(3), kit.report("verkeerd")], kit.now)
      Object.assign(globalThis, { vault })
      return vault.id
    })
    const other = await openTab()
    await other.evaluate(
      async (id) => Object.assign(globalThis, { vault: await kit.reopen(id) }) && undefined,
      id,
    )
    await tab.evaluate(async () => {
      const { vault } = globalThis as unknown as { vault: Awaited<ReturnType<typeof kit.reopen>> }
      await vault.obey(kit.verdict({ misfiled: ["verkeerd"] }), kit.now)
    })
    const seen = await other.evaluate(async () => {
      const { vault } = globalThis as unknown as { vault: Awaited<ReturnType<typeof kit.reopen>> }
      const all = [kit.report("verkeerd"), ...kit.reports(3)]
      const saved = await Promise.all(all.map((one) => vault.get(one, kit.now)))
      const put = await vault.put([kit.report("later")], kit.now)
      return { saved: saved.map(Boolean), put, places: (await kit.existingPlaces()).length }
    })
    expect(seen).toEqual({ saved: [false, true, true, true], put: "kept", places: 1 })
    expect(
      await tab.evaluate(async () => {
        const { vault } = globalThis as unknown as { vault: Awaited<ReturnType<typeof kit.reopen>> }
        return Boolean(await vault.get(kit.report("later"), kit.now))
      }),
    ).toBe(true)
  })

test("a full disk: the oldest quarter goes and it is tried once more; then it stops, and reading goes on", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    for (let n = 0; n < 8; n++) await vault.put([kit.report(`r${n}`)], kit.later(n))
    const { put } = IDBObjectStore.prototype
    let refusals = 1
    IDBObjectStore.prototype.put = function (...args) {
      if (refusals-- > 0) throw new DOMException("full", "QuotaExceededError")
      return put.apply(this, args)
    }
    const once = await vault.put([kit.report("r8")], kit.later(8))
    const kept = async () =>
      (
        await Promise.all(Array.from({ length: 10 }, (_, n) => vault.get(kit.report(`r${n}`), kit.later(9))))
      ).map(Boolean)
    const afterOnce = await kept()
    refusals = 1000
    const always = await vault.put([kit.report("r9")], kit.later(9))
    return { once, afterOnce, always, afterAlways: await kept() }
  })
  const left = [false, false, true, true, true, true, true, true, true, false]
  expect(seen).toEqual({ once: "kept", afterOnce: left, always: "full", afterAlways: left })
})

test("a connection that was lost in the background is opened again", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const open: IDBDatabase[] = []
    const { transaction } = IDBDatabase.prototype
    IDBDatabase.prototype.transaction = function (...args) {
      open.push(this)
      return transaction.apply(this, args)
    }
    const vault = await kit.create()
    await vault.put(kit.reports(20), kit.now)
    const lose = () => open.splice(0).forEach((db) => db.close())
    lose()
    const read = await Promise.all(kit.reports(20).map((one) => vault.get(one, kit.now)))
    lose()
    const put = await vault.put([kit.report("r20")], kit.now)
    lose()
    return { read: read.filter(Boolean).length, put, listed: (await kit.listVaults(kit.now)).length }
  })
  expect(seen).toEqual({ read: 20, put: "kept", listed: 1 })
})

test("storage that refuses, or never answers: no vault, no error, no endless wait", async ({
  context,
  openTab,
}) => {
  for (const how of ["refuses", "hangs"] as const) {
    const tab = await openTab()
    const seen = await tab.evaluate(async (how) => {
      IDBFactory.prototype.open = () => {
        if (how === "refuses") throw new DOMException("no", "InvalidStateError")
        return {} as IDBOpenDBRequest
      }
      const start = performance.now()
      const [listed, unlocked, created, erased] = await Promise.all([
        kit.listVaults(kit.now),
        kit.unlockVault("x", "y", kit.now, "counted"),
        kit.create().catch((error: Error) => error.message),
        kit.wipeVault("x"),
      ])
      return { listed, unlocked, created, erased, isLate: performance.now() - start > 5000 }
    }, how)
    expect(seen, how).toEqual({
      ...{ listed: [], unlocked: { kind: "unavailable" } },
      ...{ created: "storage refused", erased: false, isLate: false },
    })
    await tab.close()
  }
  expect(context.pages()).toHaveLength(0)
})
