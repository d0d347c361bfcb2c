// What others refer to goes first, so that most references find their target at once; the rest is bound afterwards.

const order = [
  ["Organization"],
  ["Location"],
  ["Practitioner"],
  ["PractitionerRole"],
  ["Patient", "Bundle"],
  ["RelatedPerson"],
  ["CareTeam"],
  ["Encounter", "EpisodeOfCare"],
  ["Goal"],
  ["CarePlan"],
  // Lines of a SOAP report are Observations: before the Composition that is made of them.
  ["Observation"],
  // Before the documents that refer to it.
  ["Binary"],
]
const ranks = new Map(order.flatMap((types, rank) => types.map((type) => [type, rank] as const)))

export const rankOf = (type: string): number => ranks.get(type) ?? order.length

/** A stable sort: within one type the order of the file counts. */
export const inTypeOrder = <T>(items: readonly T[], typeOf: (item: T) => string): T[] =>
  items.toSorted((a, b) => rankOf(typeOf(a)) - rankOf(typeOf(b)))
