// Plans, goals and agreements of an ECD: what becomes of them, and what never shows.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  importList,
  importNamed,
  openQuarantine,
  planTexts,
  resourceRow,
  shownCarePlan,
} from "../support/fhir-import.ts"
import {
  fhirAppointment,
  fhirGoal,
  fhirPatient,
  fhirPlan,
  fhirPractitioner,
  fhirRelative,
  fhirRole,
  labelled,
  normal,
  xhtml,
  type Resource,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const ria = fhirPatient("ria")
const stamped = (at: string) => ({ meta: { ...normal, lastUpdated: at } })
const take = (...resources: Resource[]) => importList(portal, [ria, ...resources])
const texts = () => planTexts(portal, "ria")
const onlyPlan = async (since: string | null = null) => {
  const { plans } = await shownCarePlan(portal, "ria", since)
  expect(plans).toHaveLength(1)
  return plans[0] as (typeof plans)[number]
}

test("a plan with its goals, and under each goal what was agreed, by whom and when", async () => {
  const report = await take(
    fhirPractitioner("joost"),
    fhirRole("rol", "joost", { code: [{ text: "fysiotherapeut" }] }),
    fhirRelative("anneke", "ria"),
    fhirPlan(
      "p1",
      "ria",
      ["g1", "g2"],
      [
        {
          description: "Samen oefenen",
          performer: [{ reference: "PractitionerRole/rol" }, { reference: "RelatedPerson/anneke" }],
          scheduledTiming: {
            repeat: { frequency: 2, period: 1, periodUnit: "wk", dayOfWeek: ["mon", "thu"] },
          },
        },
        {
          description: "Eten in de huiskamer",
          goal: [{ reference: "Goal/g2" }],
          scheduledString: "Elke dag",
        },
        { description: "Kapper", goal: undefined, performer: [{ reference: "Patient/ria" }] },
      ],
      { author: { reference: "PractitionerRole/rol" }, contributor: [{ reference: "RelatedPerson/anneke" }] },
    ),
    fhirGoal("g1", "ria", "Ria loopt elke dag", {
      startDate: "2026-07-23",
      achievementStatus: {
        coding: [{ system: "http://terminology.hl7.org/CodeSystem/goal-achievement", code: "improving" }],
      },
      target: [
        { dueDate: "2027-01-07", measure: { text: "lopen" }, detailQuantity: { value: 1.5, unit: "km" } },
      ],
      note: [{ text: "Zij loopt graag." }],
      addresses: [{ reference: "Condition/c", display: "een ziekte" }],
    }),
    fhirGoal("g2", "ria", "Ria eet genoeg"),
  )
  expect(report.counts).toMatchObject({ created: 7, storedOnly: 0, quarantined: 0 })
  const plan = await onlyPlan()
  expect(plan).toMatchObject({ title: "Zorgplan", state: "active", startsOn: "2026-10-08", changedAt: null })
  expect(plan.authors).toEqual([{ kind: "carer", name: "Zuster joost", role: "fysiotherapeut" }])
  expect(plan.madeWith).toEqual([{ kind: "relative", name: "Familie anneke" }])
  const [walking, eating] = plan.goals
  expect(walking).toMatchObject({
    text: "Ria loopt elke dag",
    notes: ["Zij loopt graag."],
    state: "active",
    progress: "improving",
    startedOn: "2026-07-23",
    targets: [{ measure: "lopen", aim: "1,5 km", dueOn: "2027-01-07" }],
  })
  expect(walking?.agreements).toEqual([
    {
      text: "Samen oefenen",
      isProhibited: false,
      state: "agreed",
      who: [
        { kind: "carer", name: "Zuster joost", role: "fysiotherapeut" },
        { kind: "relative", name: "Familie anneke" },
      ],
      when: {
        kind: "repeat",
        repeat: {
          often: { least: 2, most: 2, every: 1, unit: "wk" },
          days: ["mon", "thu"],
          times: [],
          moments: [],
        },
        from: null,
        until: null,
      },
      place: null,
      changedAt: null,
    },
  ])
  expect(eating?.agreements).toMatchObject([{ when: { kind: "words", text: "Elke dag" } }])
  expect(plan.agreements).toMatchObject([{ text: "Kapper", who: [{ kind: "patient" }] }])
  expect(JSON.stringify(plan)).not.toContain("een ziekte")
  // Sealed: no word of it lies in the rows.
  for (const table of ["care_plans", "care_goals"])
    expect(JSON.stringify(await portal.db(table))).not.toMatch(/loopt|oefenen|Zorgplan/)
})

describe("goals", () => {
  test("that no plan names stand by themselves", async () => {
    await take(
      fhirPlan("p1", "ria", ["g1"], ["Lopen"]),
      fhirGoal("g1", "ria", "Een"),
      fhirGoal("g2", "ria", "Twee"),
    )
    expect(await texts()).toEqual({ plans: [[["Een", "Lopen"]]], otherGoals: [["Twee"]], earlier: [] })
  })

  test("that came before their plan, or after it, end in it", async () => {
    await take(fhirGoal("g1", "ria", "Een"))
    expect((await texts()).otherGoals).toEqual([["Een"]])
    await take(fhirPlan("p1", "ria", ["g1", "g2"], ["Lopen"]))
    expect(await texts()).toEqual({ plans: [[["Een", "Lopen"]]], otherGoals: [], earlier: [] })
    await take(fhirGoal("g2", "ria", "Twee"))
    expect((await texts()).plans).toEqual([[["Een", "Lopen"], ["Twee"]]])
    expect((await onlyPlan()).changedAt).toBeNull()
  })

  test("of another client never show, whatever a plan says", async () => {
    await take(
      fhirPatient("jopie"),
      fhirGoal("g1", "jopie", "Jopie slaapt beter"),
      fhirPlan("p1", "ria", ["g1"], ["Warme melk", { description: "Wandelen", goal: undefined }]),
    )
    expect((await texts()).plans).toEqual([["Wandelen"]])
    expect((await planTexts(portal, "jopie")).otherGoals).toEqual([])
  })

  test("that moved to another client go with what was agreed", async () => {
    await take(
      fhirGoal("g1", "ria", "Slaapt"),
      fhirPlan("p1", "ria", ["g1"], ["Melk", { description: "Wandelen", goal: undefined }]),
    )
    await take(fhirPatient("jopie"), fhirGoal("g1", "jopie", "Slaapt"))
    expect(await texts()).toEqual({ plans: [["Wandelen"]], otherGoals: [], earlier: [] })
  })

  test("are marked when they are stopped, done or waiting; proposed, rejected and unknown ones are hidden", async () => {
    const statuses = ["on-hold", "completed", "cancelled", "accepted", "proposed", "planned", "rejected"]
    await take(
      ...[...statuses, "entered-in-error", "unknown"].map((status) =>
        fhirGoal(status, "ria", status, { lifecycleStatus: status }),
      ),
    )
    const { otherGoals } = await shownCarePlan(portal, "ria")
    expect(otherGoals.map(({ text, state }) => [text, state]).toSorted()).toEqual([
      ["accepted", "active"],
      ["cancelled", "stopped"],
      ["completed", "done"],
      ["on-hold", "paused"],
    ])
  })

  test("that become confidential or are withdrawn take along what was agreed for them, and come back", async () => {
    const goals = (first: object) => [
      fhirGoal("g1", "ria", "Geheim", { ...first }),
      fhirGoal("g2", "ria", "Open"),
    ]
    const plan = fhirPlan("p1", "ria", ["g1", "g2"], ["Geheime afspraak"])
    await take(plan, ...goals({}))
    expect((await texts()).plans).toEqual([[["Geheim", "Geheime afspraak"], ["Open"]]])
    await take(...goals({ meta: labelled("R") }))
    expect(await texts()).toEqual({ plans: [[["Open"]]], otherGoals: [], earlier: [] })
    await take(...goals({ note: [{ text: "Weer open" }] }))
    expect((await texts()).plans).toEqual([[["Geheim", "Geheime afspraak"], ["Open"]]])
    const gone = { request: { method: "DELETE", url: "Goal/g1" } }
    await importNamed(portal, {
      "weg.json": JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: [gone] }),
    })
    expect(await texts()).toEqual({ plans: [[["Open"]]], otherGoals: [], earlier: [] })
  })
})

describe("plans", () => {
  test("that are over or replaced are earlier ones; drafts, options and withdrawn ones are hidden, with their goals", async () => {
    const plan = (id: string, changes: Record<string, unknown>) =>
      fhirPlan(id, "ria", [`g-${id}`], ["x"], { title: id, ...changes })
    const ids = ["over", "oud", "nieuw", "wacht", "concept", "optie", "ingetrokken", "voorstel", "geen"]
    await take(
      ...ids.map((id) => fhirGoal(`g-${id}`, "ria", `doel ${id}`)),
      plan("over", { status: "completed", period: { start: "2025-01", end: "2025" } }),
      plan("oud", { period: { start: "2026-01-01" } }),
      plan("nieuw", { replaces: [{ reference: "CarePlan/oud" }] }),
      plan("wacht", { status: "on-hold", period: { start: "2026-02-01" } }),
      plan("concept", { status: "draft" }),
      plan("optie", { intent: "option" }),
      plan("voorstel", { intent: "proposal" }),
      plan("geen", { intent: undefined }),
      plan("ingetrokken", { status: "entered-in-error" }),
    )
    const shown = await shownCarePlan(portal, "ria")
    expect(shown.plans.map(({ title, state }) => [title, state])).toEqual([
      ["nieuw", "active"],
      ["wacht", "paused"],
    ])
    expect(shown.earlier.map(({ title }) => title)).toEqual(["oud", "over"])
    expect(shown.otherGoals).toEqual([])
  })

  test("about joyful activities are no care plan, and neither are their goals", async () => {
    const joy = { category: [{ coding: [{ code: "leefplezier" }] }] }
    const report = await take(
      fhirPlan("p1", "ria", ["g1"], ["Zingen"], joy),
      fhirGoal("g1", "ria", "Genieten"),
      fhirGoal("g2", "ria", "Lachen", joy),
    )
    expect(report.counts.storedOnly).toBe(1)
    expect(await texts()).toEqual({ plans: [], otherGoals: [], earlier: [] })
  })

  test("that are only a text show it; of one in parts the text repeats what may be hidden", async () => {
    const told = (activity: string[], status: string) =>
      fhirPlan("p1", "ria", [], activity, { text: { ...xhtml("<p>Samen lopen</p>"), status } })
    await take(told([], "generated"))
    expect((await onlyPlan()).text).toBe("Samen lopen")
    await take(told(["Lopen"], "generated"))
    expect((await onlyPlan()).text).toBeNull()
    await take(told(["Lopen"], "additional"))
    expect((await onlyPlan()).text).toBe("Samen lopen")
    await take(fhirPlan("p1", "ria", [], []))
    expect(await resourceRow(portal, "CarePlan", "p1")).toMatchObject({
      visible: expect.anything(),
      hidden_reason: "empty",
    })
  })

  test("say what is not to be done, what waits and what is done; what was stopped or has no status is left out", async () => {
    const agreed = (description: string, changes: object) => ({ description, ...changes })
    await take(
      fhirPlan(
        "p1",
        "ria",
        [],
        [
          agreed("Alleen naar buiten", { doNotPerform: true }),
          agreed("Zwemmen", { status: "on-hold" }),
          agreed("Intake", { status: "completed" }),
          agreed("Gestopt", { status: "stopped" }),
          agreed("Afgezegd", { status: "cancelled" }),
          agreed("Fout", { status: "entered-in-error" }),
          agreed("Zonder status", { status: undefined }),
          agreed("Onduidelijk", {
            scheduledTiming: { repeat: { count: 3, frequency: 1, period: 1, periodUnit: "d" } },
          }),
          { code: { text: "Medicijnen geven" }, scheduledPeriod: { start: "2026-13-40" } },
        ],
      ),
    )
    const { agreements } = await onlyPlan()
    expect(
      agreements.map(({ text, state, isProhibited, when }) => [text, state, isProhibited, when?.kind]),
    ).toEqual([
      ["Alleen naar buiten", "agreed", true, undefined],
      ["Zwemmen", "paused", false, undefined],
      ["Intake", "done", false, undefined],
      ["Onduidelijk", "agreed", false, "unclear"],
      ["Medicijnen geven", "agreed", false, "unclear"],
    ])
  })

  test("that point at an appointment show its words, unless it may not be read", async () => {
    const contained = [
      { resourceType: "ServiceRequest", id: "s1", status: "active", code: { text: "Logopedie" } },
      {
        resourceType: "ServiceRequest",
        id: "s2",
        status: "active",
        code: { text: "Vasten" },
        doNotPerform: true,
      },
      { resourceType: "ServiceRequest", id: "s3", status: "revoked", code: { text: "Ingetrokken" } },
    ]
    const references = ["Appointment/open", "Appointment/geheim", "Appointment/later", "#s1", "#s2", "#s3"]
    await take(
      fhirPlan("p1", "ria", [], [], {
        contained,
        activity: references.map((reference) => ({ reference: { reference, display: `Zie ${reference}` } })),
      }),
      fhirAppointment("open", ["ria"]),
      fhirAppointment("geheim", ["ria"], { meta: labelled("R") }),
    )
    expect((await texts()).plans).toEqual([
      ["Zie Appointment/open", "Zie Appointment/later", "Logopedie", "Vasten"],
    ])
    await take(fhirAppointment("later", ["ria"], { meta: labelled("V") }))
    expect((await texts()).plans).toEqual([["Zie Appointment/open", "Logopedie", "Vasten"]])
    expect((await onlyPlan()).agreements.map(({ isProhibited }) => isProhibited)).toEqual([
      false,
      false,
      true,
    ])
  })

  test("name no other client, nobody else's family and no hidden carer", async () => {
    await take(
      fhirPatient("jopie"),
      fhirRelative("tim", "jopie"),
      fhirPractitioner("anja", { meta: labelled("R") }),
      fhirPlan(
        "p1",
        "ria",
        [],
        [
          {
            description: "Wandelen",
            performer: [
              { reference: "Patient/jopie", display: "Jopie" },
              { reference: "RelatedPerson/tim", display: "Tim" },
              { reference: "Practitioner/anja", display: "Anja" },
              { display: "Iemand" },
              { reference: "CareTeam/t1", display: "Team van Jopie" },
            ],
          },
        ],
      ),
    )
    expect((await onlyPlan()).agreements[0]?.who).toEqual([{ kind: "team" }])
  })
})

describe("what changed", () => {
  const first = stamped("2026-11-01T09:00:00+01:00")
  const second = stamped("2026-11-20T09:00:00+01:00")

  test("is said with the day, of the goal, the plan and the very agreement", async () => {
    await take(fhirGoal("g1", "ria", "Lopen", first), fhirPlan("p1", "ria", ["g1"], ["Een", "Twee"], first))
    const before = await onlyPlan("2026-11-10T00:00:00.000Z")
    expect([before.isNew, before.changedAt, before.goals[0]?.isNew, before.goals[0]?.changedAt]).toEqual([
      false,
      null,
      false,
      null,
    ])
    portal.clock.advance({ days: 1 })
    await take(
      fhirGoal("g1", "ria", "Verder lopen", second),
      fhirPlan("p1", "ria", ["g1"], ["Een", "Drie"], second),
    )
    const after = await onlyPlan("2026-11-22T14:00:00.000Z")
    const at = "2026-11-20T08:00:00.000Z"
    expect([after.isNew, after.changedAt, after.goals[0]?.isNew, after.goals[0]?.changedAt]).toEqual([
      true,
      at,
      true,
      at,
    ])
    expect(after.goals[0]?.agreements.map(({ text, changedAt }) => [text, changedAt])).toEqual([
      ["Een", null],
      ["Drie", at],
    ])
    expect((await onlyPlan("2026-11-23T14:00:00.000Z")).isNew).toBe(false)
  })

  test("is not what only looks else: a name that came in later, another stamp, a setting", async () => {
    const plan = (changes: Record<string, unknown>) =>
      fhirPlan(
        "p1",
        "ria",
        [],
        [{ description: "Oefenen", performer: [{ reference: "PractitionerRole/rol" }] }],
        changes,
      )
    await take(plan(first))
    const etag = (await onlyPlan()).etag
    await take(plan(second))
    expect((await onlyPlan()).etag).toBe(etag)
    await take(fhirPractitioner("joost"), fhirRole("rol", "joost"))
    const named = await onlyPlan()
    expect(named.agreements[0]?.who).toMatchObject([{ name: "Zuster joost" }])
    expect([named.changedAt, named.agreements[0]?.changedAt]).toEqual([null, null])
    expect(named.etag).not.toBe(etag)
  })
})

test("HTML, scripts and marks that turn the reading direction become plain text; a huge text stays whole", async () => {
  const huge = "woord ".repeat(40_000).trim()
  await take(
    fhirGoal("g1", "ria", "Lopen\u202E naar\u0000 huis <b>snel</b>", {
      note: [{ text: "<script>alert(1)</script>\u2066Ja" }, { text: huge }],
    }),
    fhirPlan("p1", "ria", ["g1"], [], {
      text: xhtml(`<p onclick="x()">Eerst<br/>dan</p><script>alert(2)</script><img src="x" onerror="y()"/>`),
    }),
  )
  const plan = await onlyPlan()
  // Plain text that looks like HTML is text: it is escaped when it is shown.
  expect(plan.goals[0]?.text).toBe("Lopen naar huis <b>snel</b>")
  expect(plan.goals[0]?.notes).toEqual(["<script>alert(1)</script>Ja", huge])
  expect(plan.text).toBe("Eerst\ndan")
})

test("what breaks a rule waits in quarantine, and takes the version before it out of sight", async () => {
  await take(fhirGoal("g1", "ria", "Een"), fhirPlan("p1", "ria", ["g1"], ["Lopen"]))
  await take(fhirGoal("g1", "ria", "Twee", { startDate: "2026-02-31" }))
  expect(await texts()).toEqual({ plans: [], otherGoals: [], earlier: [] })
  await take(
    fhirGoal("g1", "ria", "Twee"),
    fhirGoal("g2", "ria", "x", { lifecycleStatus: undefined }),
    fhirGoal("g3", "ria", "x", { target: [{ dueDate: "morgen" }] }),
    fhirGoal("g4", "ria", "x", { description: "kaal" }),
    fhirPlan("p2", "ria", [], ["x"], { status: undefined }),
    fhirPlan("p3", "ria", [], ["x"], { period: { start: "2026-11-20T09:00:00" } }),
    fhirPlan("p4", "ria", [], ["x"], { modifierExtension: [{ url: "https://ecd.voorbeeld.example/niet" }] }),
    fhirPlan("p5", "jopie", [], ["x"]),
  )
  expect((await texts()).plans).toEqual([[["Twee", "Lopen"]]])
  expect((await openQuarantine(portal)).map(({ id, code }) => [id, code])).toEqual([
    ["p2", "status-missing"],
    ["p3", "time-no-offset"],
    ["p4", "unsupported-modifier"],
    ["p5", "subject-unresolved"],
    ["g2", "status-missing"],
    ["g3", "date-invalid"],
    ["g4", "shape-invalid"],
  ])
})

test("a client who is hidden or merged takes the plan along", async () => {
  await take(fhirGoal("g1", "ria", "Een"), fhirPlan("p1", "ria", ["g1"], ["Lopen"]))
  await importList(portal, [fhirPatient("ria", { meta: labelled("R") })])
  expect(await texts()).toEqual({ plans: [], otherGoals: [], earlier: [] })
  await importList(portal, [ria])
  expect((await texts()).plans).toEqual([[["Een", "Lopen"]]])
  await importList(portal, [
    fhirPatient("maria"),
    fhirPatient("ria", {
      active: false,
      link: [{ type: "replaced-by", other: { reference: "Patient/maria" } }],
    }),
  ])
  expect((await planTexts(portal, "maria")).plans).toEqual([[["Een", "Lopen"]]])
})
