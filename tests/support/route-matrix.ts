// Who may ask what: every kind of visitor, and a way to let each of them ask any route of the application's own list.
import type { Role, Section } from "#contract/access"
import { sections } from "#contract/access"
import { staffRoles } from "#contract/staff"
import { endGrants } from "../../server/access/end-grants.ts"
import { routersOf } from "../../server/app.ts"
import { bsnNumbers } from "./bsn-numbers.ts"
import {
  appointment,
  carePlan,
  document,
  dot,
  goal,
  importAll,
  lifeStory,
  logIn,
  password,
  patient,
  pdf,
  readerOf,
  relative,
  report,
  type FhirResource,
} from "./family.ts"
import { startPortal, type Portal } from "./portal.ts"
import { staffOf, type StaffPerson } from "./staff.ts"
import type { Answer, Visitor } from "./visitor.ts"

export const readerRoles: readonly Role[] = ["patient", "legalRepresentative", "contactPerson"]

/** What a reader has to do with the record that is asked for, and the reason the log gives for "no"; null: it opens. */
export const relations = {
  own: null,
  /** Somebody who does not live where people with dementia live. */
  "own, elsewhere": null,
  other: "no-grant",
  ended: "grant-ended",
  revoked: "no-grant",
  /** Its reader said "dit is niet mijn naaste". */
  locked: "locked",
  /** The client left more than thirty days ago. */
  left: "access-ended",
  "not yet": "not-yet",
  /** A grant for everything but the section that is asked. */
  "wrong section": "section",
} as const
export type Relation = keyof typeof relations
export const relationNames = Object.keys(relations) as Relation[]

/** Whoever holds no session of a reader, and how each is refused on every route that asks for one. */
export const outsiders = {
  "no session": 401,
  "a made-up session": 401,
  "a pre-login cookie": 401,
  "on the lock": 423,
  ...Object.fromEntries(staffRoles.map((role) => [role, 401])),
  ...Object.fromEntries(staffRoles.map((role) => [`${role}, as a session`, 401])),
} as Record<string, 401 | 423>

type Household = { patientId: string; items: Record<string, string> }
export type Matrix = {
  portal: Portal
  staff: Map<string, StaffPerson>
  outsider(name: string): Visitor
  reader(role: Role, relation: Relation): Visitor
  /** The record that this reader asks for. */
  household(role: Role, relation: Relation): Household
  /** A grant for all but this. */
  takeAway(section: Section): Promise<void>
  close(): Promise<void>
}

/** Every route of the product: of /beheer, or of everyone else. */
export const routesOf = (portal: Portal, isStaffs: boolean): string[] =>
  routersOf(portal.deps)
    .flatMap((router) =>
      router.stack.flatMap((layer) =>
        layer.methods
          .filter((method) => method !== "HEAD")
          .map((method) => `${method} ${String(layer.path)}`),
      ),
    )
    .filter((route) => route.includes(" /api/staff/") === isStaffs)
    .sort()

/** @param ids by the names that the path has for them. */
export function ask(
  visitor: Visitor,
  route: string,
  ids: Record<string, string> = {},
  body: object = {},
): Promise<Answer> {
  const [method, path = ""] = route.split(" ")
  const address = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? nobody)
  return method === "GET" ? visitor.get(address) : visitor.post(address, body)
}
const nobody = "00000000-0000-4000-8000-000000000000"

export async function openMatrix(): Promise<Matrix> {
  // So many routes that a fast machine asks more in a second than a stranger may.
  const portal = await startPortal({
    settings: { houseAddresses: ["127.0.0.1", "::1"], reportDocuments: true, agendaCopies: true },
  })
  const bsns = bsnNumbers()
  const homes = relationNames.flatMap((relation) =>
    [true, false].map((capable) => ({
      relation,
      capable,
      name: `${relation.replace(/\W/g, "")}-${capable ? "zelf" : "door"}`,
      bsns: [bsns.next().value, bsns.next().value, bsns.next().value] as const,
    })),
  )
  const id = await importAll(
    portal,
    homes.flatMap(({ name, relation, bsns: [self, first, second] }) => [
      ...patient(name, self, {
        location: relation === "own, elsewhere" ? "de-eik" : "de-beuk",
        ...(relation === "left" && { endedOn: "2026-10-20" }),
      }),
      relative(`${name}-vertegenwoordiger`, name, first),
      relative(`${name}-contact`, name, second),
      ...recordOf(name),
    ]),
  )
  const readers = new Map<string, Visitor>()
  const households = new Map<string, Household>()
  for (const { name, relation, capable, bsns } of homes) {
    const patientId = id(`Patient/${name}`)
    const isNeighbour = relation === "other"
    const holders = capable
      ? ([
          { role: "patient", person: "self", slot: 1, bsn: bsns[0] },
          { role: "contactPerson", person: id(`RelatedPerson/${name}-contact`), slot: 2, bsn: bsns[2] },
        ] as const)
      : ([
          {
            role: "legalRepresentative",
            person: id(`RelatedPerson/${name}-vertegenwoordiger`),
            slot: 1,
            bsn: bsns[1],
          },
        ] as const)
    for (const holder of holders) {
      // Who asks for a neighbour's record has a record of their own: that of "own".
      const key = `${holder.role}|${relation}`
      households.set(key, { patientId, items: await itemsOf(portal, id, name) })
      if (isNeighbour) continue
      const { email } = await readerOf(portal, { patientId, ...holder, name: `${name}-${holder.role}` })
      readers.set(key, await logIn(portal, email))
    }
  }
  for (const role of readerRoles) readers.set(`${role}|other`, must(readers.get(`${role}|own`)))

  const at = (relation: Relation) =>
    portal.db("grants").whereIn(
      "patient_id",
      homes.filter((home) => home.relation === relation).map(({ name }) => id(`Patient/${name}`)),
    )
  const hour = (by: number) => new Date(portal.clock.now().getTime() + by * 3_600_000).toISOString()
  await at("ended").update({ ends_at: hour(-1) })
  await at("locked").update({ locked_at: hour(-1) })
  await at("not yet").update({ starts_at: hour(1) })
  await portal.db.transaction((trx) =>
    endGrants(portal.deps, trx, at("revoked").transacting(trx), "test", { kind: "system", id: "test" }),
  )

  const staff = new Map<string, StaffPerson>()
  for (const role of staffRoles) staff.set(role, await staffOf(portal, role, [role]))
  const visitors = await outsidersOf(portal, staff)
  return {
    portal,
    staff,
    outsider: (name) => must(visitors.get(name)),
    reader: (role, relation) => must(readers.get(`${role}|${relation}`)),
    household: (role, relation) => must(households.get(`${role}|${relation}`)),
    async takeAway(section) {
      await at("wrong section").update({ sections: sections.filter((one) => one !== section).join(",") })
    },
    close: () => portal.close(),
  }
}

/** Something of everything that a record can hold. */
const recordOf = (name: string): FhirResource[] => [
  report(`r-${name}`, name, "2026-11-21T09:00:00+01:00", "Goed geslapen."),
  document(`d-${name}`, name, [pdf]),
  appointment(`a-${name}`, name, "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00"),
  goal(`g-${name}`, name, "Elke dag lopen"),
  carePlan(`p-${name}`, name, [`g-${name}`], ["Samen met de rollator"]),
  lifeStory(`l-${name}`, name, { Jeugd: "Geboren in Delft." }),
  document(`fl-${name}`, name, [dot], { type: { text: "levensverhaal" } }),
  document(`fp-${name}`, name, [dot], { type: { text: "persoonsbeeld" } }),
]

async function itemsOf(portal: Portal, id: (reference: string) => string, name: string) {
  const letter = id(`DocumentReference/d-${name}`)
  const kept = (await portal.db("report_documents").where({ report_id: letter }).first("id")) as {
    id: string
  }
  const picture = async (section: string) => {
    const row = portal
      .db("pictures")
      .where({ section, patient_id: id(`Patient/${name}`) })
      .first("id")
    return ((await row) as { id: string }).id
  }
  return {
    portraitPictureId: await picture("portrait"),
    lifePictureId: await picture("lifeStory"),
    reportId: id(`Composition/r-${name}`),
    letterId: letter,
    documentId: kept.id,
    appointmentId: id(`Appointment/a-${name}`),
    planId: id(`CarePlan/p-${name}`),
  }
}

async function outsidersOf(portal: Portal, staff: Map<string, StaffPerson>): Promise<Map<string, Visitor>> {
  const email = "own-zelf-patient@voorbeeld.example"
  const withCookie = (name: string, value: string) => {
    const visitor = portal.visitor()
    visitor.cookies.set(name, value)
    return visitor
  }
  const locked = await logIn(portal, email)
  await locked.post("/api/session/lock")
  const entering = portal.visitor()
  await entering.post("/api/login", { email, password })
  const found = new Map<string, Visitor>([
    ["no session", portal.visitor()],
    ["a made-up session", withCookie("portal-session", "A".repeat(43))],
    ["a pre-login cookie", withCookie("portal-session", must(entering.cookies.get("portal-prelogin")))],
    ["on the lock", locked],
  ])
  for (const [role, { visitor }] of staff) {
    found.set(role, visitor)
    found.set(
      `${role}, as a session`,
      withCookie("portal-session", must(visitor.cookies.get("portal-staff"))),
    )
  }
  return found
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the matrix has nobody like that")
  return value
}
