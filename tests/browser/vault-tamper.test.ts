// Somebody who can write the disk: nothing that was changed, moved or put back opens, and it never opens as another text.
import { expect, test } from "../support/vault-browser.ts"

declare const kit: typeof import("../support/vault-kit.ts")

test("one flipped bit, a cut or a swollen record does not open and is dropped; its neighbour stays", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const near = kit.report("r-near")
    const far = kit.report("r-far")
    await vault.put([near], kit.now)
    const [[nearKey]] = (await kit.recordRows(vault.id)) as [[string, unknown]]
    const opened: string[] = []
    let tried = 0
    let left = 0
    const spoil = async (what: string, change: (raw: { iv: Uint8Array; ct: Uint8Array }) => unknown) => {
      await vault.put([far], kit.now)
      const [key, raw] = (await kit.recordRows(vault.id)).find(([name]) => name !== nearKey)!
      await kit.writeRaw(vault.id, [[key, change(raw)]])
      tried++
      if ((await vault.get(far, kit.now)) !== null) opened.push(what)
      if ((await kit.recordRows(vault.id)).length !== 1) left++
    }
    const flip = (bytes: Uint8Array, at: number) =>
      bytes.map((byte, n) => (n === at ? byte ^ (1 << (at % 8)) : byte))
    for (let at = 0; at < 12; at++) await spoil(`iv ${at}`, (raw) => ({ ...raw, iv: flip(raw.iv, at) }))
    // 2 KiB and the tag: each of the first and last bytes, and one in 41 between.
    for (let at = 0; at < 2064; at += at < 32 || at >= 2040 ? 1 : 41)
      await spoil(`ct ${at}`, (raw) => ({ ...raw, ct: flip(raw.ct, at) }))
    for (const length of [0, 1, 15, 16, 17, 2047, 2063])
      await spoil(`cut ${length}`, (raw) => ({ ...raw, ct: raw.ct.slice(0, length) }))
    for (const more of [1, 2048, 5_000_000])
      await spoil(`swollen ${more}`, ({ iv, ct }) => {
        const swollen = new Uint8Array(ct.length + more)
        swollen.set(ct)
        return { iv, ct: swollen }
      })
    for (const value of [
      null,
      7,
      "tekst",
      [],
      {},
      { iv: 1, ct: 2 },
      { iv: new Uint8Array(0), ct: new Uint8Array(64) },
    ])
      await spoil(JSON.stringify(value), () => value)
    return { opened, left, tried, near: kit.textOf(await vault.get(near, kit.now)) }
  })
  expect(seen.tried).toBeGreaterThan(120)
  expect(seen).toMatchObject({ opened: [], left: 0, near: "Mevrouw sliep goed. r-near" })
})

test("two swapped records, an older version and a record of another account do not open", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create("tag-anneke")
    const stranger = await kit.create("tag-henk")
    await vault.put(kit.reports(6), kit.now)
    await stranger.put([kit.report("r0", "van Henk")], kit.now)
    const rows = await kit.recordRows(vault.id)
    const old = rows.slice()

    const swapped = [
      [rows[0]![0], rows[1]![1]],
      [rows[1]![0], rows[0]![1]],
    ] as [string, unknown][]
    await kit.writeRaw(vault.id, swapped)
    const afterSwap = (await Promise.all(kit.reports(6).map((one) => vault.get(one, kit.now)))).map(
      kit.textOf,
    )

    await vault.put(
      kit.reports(6).map((one) => ({ ...one, value: { text: "nieuw" } })),
      kit.now,
    )
    await kit.writeRaw(vault.id, old)
    const afterRollback = (await Promise.all(kit.reports(6).map((one) => vault.get(one, kit.now)))).map(
      kit.textOf,
    )

    await vault.put([kit.report("r0")], kit.now)
    const [[, foreign]] = (await kit.recordRows(stranger.id)) as [[string, unknown]]
    const [[own]] = (await kit.recordRows(vault.id)) as [[string, unknown]]
    await kit.writeRaw(vault.id, [[own, foreign]])
    return { afterSwap, afterRollback, afterMove: await vault.get(kit.report("r0"), kit.now) }
  })
  expect(seen.afterSwap.filter((text) => text === null)).toHaveLength(2)
  expect(seen.afterSwap.filter((text) => /^Mevrouw sliep goed. r\d$/.test(text ?? ""))).toHaveLength(4)
  expect(seen).toMatchObject({ afterRollback: Array(6).fill(null), afterMove: null })
})

test("an old manifest with new records opens none of them; a manifest of somebody else opens nothing", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create("tag-anneke")
    const stranger = await kit.create("tag-henk")
    await vault.put(kit.reports(3), kit.now)
    const old = (await kit.rawRows(vault.id)).get("manifest")
    await vault.put(
      kit.reports(3).map((one) => ({ ...one, value: { text: "nieuw" } })),
      kit.now,
    )
    vault.close()
    await new Promise((done) => setTimeout(done, 300))
    await kit.writeRaw(vault.id, [["manifest", old]])
    const back = await kit.reopen(vault.id)
    const texts = (await Promise.all(kit.reports(3).map((one) => back.get(one, kit.now)))).map(kit.textOf)
    back.close()
    await new Promise((done) => setTimeout(done, 300))
    await kit.writeRaw(vault.id, [["manifest", (await kit.rawRows(stranger.id)).get("manifest")]])
    const foreign = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
    await kit.writeRaw(vault.id, [["manifest", undefined]])
    const none = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
    return { texts, foreign: foreign.kind, none: none.kind, rows: (await kit.listVaults(kit.now)).length }
  })
  expect(seen).toEqual({ texts: [null, null, null], foreign: "broken", none: "broken", rows: 2 })
})

test("a header with fewer or absurdly many iterations, another algorithm, epoch or account is refused", async ({
  tab,
}) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    vault.close()
    const header = (await kit.rawRows(vault.id)).get("header") as unknown as Record<string, unknown>
    const opened = async (change: object) => {
      await kit.writeRaw(vault.id, [["header", { ...header, ...change }]])
      return (await kit.unlockVault(vault.id, kit.password, kit.now, "just-proven")).kind
    }
    const refused: Record<string, string> = {}
    const changes = [
      { iterations: 1000 },
      { iterations: 1e9 },
      { iterations: 700_000.5 },
      { iterations: (header["iterations"] as number) + 1 },
      { kdf: "PBKDF2-SHA1" },
      { factor: "pin" },
      { epoch: 2 },
      { accountTag: "tag-henk" },
      { salt: new Uint8Array(31) },
      { wrap: { iv: new Uint8Array(12), ct: new Uint8Array(47) } },
      { wrap: null },
      { format: 0 },
      { format: 2 },
    ]
    for (const change of changes) refused[JSON.stringify(change).slice(0, 24)] = await opened(change)
    await kit.writeRaw(vault.id, [["header", "geen kop"]])
    const nonsense = await kit.unlockVault(vault.id, kit.password, kit.now, "counted")
    const tries = (await kit.findRow(vault.id))!.tries
    return { refused, nonsense: nonsense.kind, tries, whole: await opened({}) }
  })
  const kinds = Object.values(seen.refused)
  expect(kinds).toHaveLength(13)
  expect(kinds.filter((kind) => kind !== "broken")).toEqual(["newer"])
  expect(seen).toMatchObject({ nonsense: "broken", tries: 0, whole: "open" })
})

test("a directory full of nonsense is cleaned up, and so is a place that no row names", async ({ tab }) => {
  const seen = await tab.evaluate(async () => {
    const vault = await kit.create()
    const row = (await kit.findRow(vault.id))!
    const put = kit.putRow as (row: unknown) => Promise<void>
    await put({ id: "x" })
    await put({ ...row, id: "y", place: { kind: "tape", name: 1 } })
    await put({ ...row, id: 12 })
    await kit.create("tag-verloren").then(async (lost) => put({ id: lost.id }))
    const before = (await kit.existingPlaces()).length
    const vaults = (await kit.listVaults(kit.now)).map(({ id }) => id === vault.id)
    return {
      before,
      vaults,
      rows: (await kit.listRows()).length,
      places: (await kit.existingPlaces()).length,
    }
  })
  expect(seen).toEqual({ before: 2, vaults: [true], rows: 1, places: 1 })
})
