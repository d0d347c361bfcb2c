import { randomBytes } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { commonWords } from "../../server/credentials/common-words.ts"
import { createHashQueue } from "../../server/credentials/hash-queue.ts"
import { hashPassword, isWeaker, verifyPassword } from "../../server/credentials/password-hash.ts"
import { judgePassword, type PasswordRule } from "../../server/credentials/password-policy.ts"
import type { Config } from "../../server/config.ts"
import { demoPeople } from "../../server/demo/people.ts"

const standard: PasswordRule = { minimum: 8, capital: true }
const judge = (password: string, rule = standard) =>
  judgePassword(password, {
    email: "p.jansen@voorbeeld.example",
    mobile: "+31612345678",
    organisationName: "Zorggroep De Linde",
    rule,
  })

describe("length and capital", () => {
  test.each([
    ["Kachel-", "password-too-short"],
    ["Kachel-7", null],
    ["kachel-7", "password-needs-capital"],
    ["Éénhoorn-vaart", null],
    ["éénhoorn-vaart", "password-needs-capital"],
    [`Kachel-${"wolk ".repeat(24)}x`, null],
    [`Kachel-${"wolk ".repeat(24)}xy`, "password-too-long"],
  ])("%s: %s", (password, verdict) => expect(judge(password)).toBe(verdict))

  test("are counted in letters as people see them, however they were composed", () => {
    expect(judge("Ka\u0301chel7")).toBe("password-too-short")
    expect(judge("Ka\u0301chel77")).toBeNull()
    expect(judge("👵👴👵Kach")).toBe("password-too-short")
    expect(judge("👵👴👵Kache")).toBeNull()
  })

  test("follow the organisation: the manual's six, or length alone", () => {
    expect(judge("Kachel", { minimum: 6, capital: true })).toBeNull()
    expect(judge("kachel-wolk", { minimum: 8, capital: false })).toBeNull()
    expect(judge("Kachel-wolk-7", { minimum: 14, capital: true })).toBe("password-too-short")
  })

  test("spaces and every script are welcome, nothing is trimmed", () => {
    expect(judge(" Ik loop graag buiten ")).toBeNull()
    expect(judge("Ωμέγα και άλφα")).toBeNull()
  })
})

describe("what everyone tries first", () => {
  test("more than three thousand common passwords that fit the rule are refused", () => {
    const capitals = (word: string) => [word[0]?.toUpperCase() + word.slice(1), word.toUpperCase()]
    const endings = ["1", "12", "123", "01", "2024", "2025", "2026!", "!"]
    const common = [...commonWords].flatMap((word) =>
      capitals(word).flatMap((form) => endings.map((end) => form + end)),
    )
    const fitting = common.filter((password) => password.length >= 8)
    expect(fitting.length).toBeGreaterThan(3000)
    expect(fitting.filter((password) => judge(password) === null)).toEqual([])
  })

  test.each([
    "Welkom2026",
    "W3lk0m01!",
    "P@ssw0rd!",
    "!!Amsterdam!!",
    "Aaaaaaaa",
    "Abababab1",
    "Henkhenk",
    "Abcdefgh",
    "Zyxwvuts",
    "Qwertyuiop",
    "Asdfghjk1",
    "12345678A",
    "A98765432",
    "Abcd1234",
  ])("%s is too common", (password) => expect(judge(password)).toBe("password-too-common"))

  test.each(["Amsterdam-is-mooi-7", "Zomerregen op dakpannen", "Kwark1bij2ontbijt", "Xk7-qpzM2v"])(
    "%s is not",
    (password) => expect(judge(password)).toBeNull(),
  )
})

describe("what only this person would try", () => {
  test.each([
    "Jansen-fietst-9",
    "P.Jansen!kachel",
    "Mijn-zorg-kachel",
    "Het-Portaal-kachel",
    "Kachel-Linde-7",
    "Zorggroep-kachel",
    "Kachel-12345678",
    "Kachel+31612345678",
    "Kachel 612345",
  ])("%s", (password) => expect(judge(password)).toBe("password-contains-own"))

  test("a short piece of the address forbids nothing", () => expect(judge("Pannen-kachel-7")).toBeNull())
})

test("the passwords of the demo pass for their own people", () => {
  for (const { email, mobile, password } of demoPeople)
    if (password)
      expect(
        judgePassword(password, { email, mobile, organisationName: "Zorggroep De Linde", rule: standard }),
      ).toBeNull()
})

describe("hashing", () => {
  const config = (memoryKiB: number, passes: number) => ({ passwordHash: { memoryKiB, passes } }) as Config
  const deps = { config: config(1024, 1), random: (bytes: number) => Buffer.alloc(bytes, 7) }

  test("is argon2id with the parameters of the settings, and salted", async () => {
    const [one, two] = [await hashPassword(deps, "Kachel-7"), await hashPassword(deps, "Kachel-7")]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/)
    expect(one).not.toBe(two)
    expect(await verifyPassword(deps, one, "Kachel-7")).toBe(true)
    expect(await verifyPassword(deps, one, "Kachel-8")).toBe(false)
  })

  test("takes a letter and its accent typed apart for the same letter", async () => {
    const hash = await hashPassword(deps, "Cafe\u0301-kachel")
    expect(await verifyPassword(deps, hash, "Café-kachel")).toBe(true)
  })

  test("for nobody takes the work and never fits", async () => {
    expect(await verifyPassword(deps, null, "Kachel-7")).toBe(false)
    expect(await verifyPassword(deps, null, "")).toBe(false)
  })

  test("knows when the settings ask for more", async () => {
    const hash = await hashPassword(deps, "Kachel-7")
    expect(isWeaker({ config: config(1024, 1) }, hash)).toBe(false)
    expect(isWeaker({ config: config(2048, 1) }, hash)).toBe(true)
    expect(isWeaker({ config: config(1024, 2) }, hash)).toBe(true)
    expect(isWeaker({ config: config(512, 1) }, hash)).toBe(false)
  })
})

describe("the threads that hash", () => {
  const deps = { config: { passwordHash: { memoryKiB: 1024, passes: 1 } } as Config, random: randomBytes }

  test("survive something that is no hash, and the next one is judged", async () => {
    await expect(verifyPassword(deps, "geen hash", "Kachel-7")).rejects.toThrow()
    expect(await verifyPassword(deps, await hashPassword(deps, "Kachel-7"), "Kachel-7")).toBe(true)
  })

  test.runIf(process.platform === "linux")("come after everything else of the process", async () => {
    await hashPassword(deps, "Kachel-7")
    const priorities = readdirSync("/proc/self/task").map(
      (thread) =>
        readFileSync(`/proc/self/task/${thread}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ")[16],
    )
    expect(priorities.filter((nice) => nice === "10").length).toBeGreaterThan(0)
    expect(priorities.filter((nice) => nice === "0").length).toBeGreaterThan(4)
  })
})

describe("the queue before the hash", () => {
  const held = () => {
    let release = () => {}
    const until = new Promise<void>((done) => (release = done))
    return { until, release }
  }

  test("lets so many work at once, so many wait in order, and sends the next away", async () => {
    const queue = createHashQueue({ atOnce: 2, waiting: 2, retryAfterSeconds: 5 })
    const gates = Array.from({ length: 4 }, held)
    const started: number[] = []
    const all = gates.map(({ until }, at) =>
      queue(async () => {
        started.push(at)
        await until
      }),
    )
    await expect(queue(() => Promise.resolve())).rejects.toMatchObject({
      code: "busy",
      extra: { retryAfterSeconds: 5 },
    })
    expect(started).toEqual([0, 1])
    gates[1]?.release()
    await all[1]
    await Promise.resolve()
    expect(started).toEqual([0, 1, 2])
    for (const { release } of gates) release()
    await Promise.all(all)
    expect(started).toEqual([0, 1, 2, 3])
  })

  test("gives the place on after a failure", async () => {
    const queue = createHashQueue({ atOnce: 1, waiting: 1, retryAfterSeconds: 5 })
    await expect(queue(() => Promise.reject(new Error("no memory")))).rejects.toThrow("no memory")
    expect(await queue(() => Promise.resolve("next"))).toBe("next")
  })
})
