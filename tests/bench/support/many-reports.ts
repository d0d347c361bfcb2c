// Invented reports by the thousand: distinct texts of the length that carers write, the same at every run.

const subjects = [
  "Mevrouw",
  "Meneer",
  "De dochter",
  "De fysiotherapeut",
  "De nachtdienst",
  "De arts",
  "Het team",
]
const deeds = [
  "heeft goed geslapen",
  "at aan het ontbijt twee boterhammen met kaas",
  "liep met de rollator naar de huiskamer",
  "was in de middag wat onrustig en zocht naar haar jas",
  "dronk te weinig; wij bieden elk uur iets aan",
  "kreeg nieuwe medicatie, zie het overzicht",
  "zong mee bij de muziek en was één en al glimlach",
  "heeft een rode plek op de hiel, de crème is aangebracht",
  "belde met het thuisfront en vertelde erover",
]
const ends = [
  "Rustig verder.",
  "Graag morgen opnieuw kijken.",
  "Overlegd met de familie.",
  "Geen bijzonderheden.",
]
/** Of a hundred: care writes most, some disciplines seldom. */
const kinds = [
  ...Array<string>(80).fill("zorg"),
  ...Array<string>(12).fill("arts"),
  ...Array<string>(7).fill("fysiotherapie"),
  "ergotherapie",
]

/** A generator of numbers below 1, from a fixed seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** NDJSON of Compositions, backwards from the autumn of 2026 over some seven years. */
export function manyReports(count: number, patient: string): string {
  const next = chance(20_261_122)
  const one = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? ""
  const newest = Date.parse("2026-11-20T18:00:00Z")
  const lines = Array.from({ length: count }, (_, at) => {
    const sentences = Array.from(
      { length: 2 + Math.floor(next() * 12) },
      () => `${one(subjects)} ${one(deeds)}.`,
    )
    const text = `${sentences.join(" ")} ${one(ends)} (${at})`
    return JSON.stringify({
      resourceType: "Composition",
      id: `bench-${at}`,
      meta: {
        security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }],
      },
      status: "final",
      confidentiality: "N",
      type: { coding: [{ system: "https://ecd.delinde.example/codes/rapportage", code: one(kinds) }] },
      subject: { reference: `Patient/${patient}` },
      date: new Date(newest - at * 11_000_000 - Math.floor(next() * 1000) * 1000).toISOString(),
      author: [{ display: "Petra Jansen" }],
      title: "Rapportage",
      section: [
        {
          text: {
            status: "additional",
            div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>`,
          },
        },
      ],
    })
  })
  return `${lines.join("\n")}\n`
}
