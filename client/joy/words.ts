const times = (count: number) => (count === 1 ? "1 keer" : `${count} keer`)
const activities = (count: number) => (count === 1 ? "1 activiteit" : `${count} activiteiten`)

/** @param name null when the reader is the client. */
const who = (name: string | null) => name ?? "U"

export const joyWords = {
  title: "Leefplezier",
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  others: "Andere maand",
  previous: "Vorige maand",
  current: "Deze maand",
  next: "Volgende maand",
  /** What was done and what is still to come in a month. */
  summary(name: string | null, month: string, done: number, planned: number): string {
    const did = done ? `In ${month} deed ${name ?? "u"} ${times(done)} mee.` : ""
    const verb = planned === 1 ? "staat" : "staan"
    return [did, planned ? `Er ${verb} nog ${activities(planned)} gepland.` : ""].filter(Boolean).join(" ")
  },
  chart: (month: string) => `${month} per week`,
  days: "Dagen",
  often: "Hoe vaak",
  never: "Niet",
  noneYet: "Nog niets",
  count({ done, planned, isOver }: { done: number; planned: number; isOver: boolean }): string {
    if (!done && !planned) return isOver ? this.never : this.noneYet
    return [done ? times(done) : "", planned ? `${planned} ge\u00ADpland` : ""].filter(Boolean).join(", ")
  },
  been: "Geweest",
  coming: "Komt nog",
  from: (start: string) => `Vanaf ${start} uur.`,
  span: (start: string, end: string) => `Van ${start} tot ${end} uur.`,
  spanDays: (start: string, day: string, end: string) => `Van ${start} uur tot ${day}, ${end} uur.`,
  /** In a group or not, as what was, will be, or was planned and nobody said yet how it went. */
  took: {
    done: (name: string | null, isGroup: boolean) =>
      `${who(name)} deed mee${isGroup ? " met een groep" : ""}.`,
    coming: (name: string | null, isGroup: boolean) =>
      `${who(name)} doet mee${isGroup ? " met een groep" : ""}.`,
    unsure: (name: string | null, isGroup: boolean) =>
      `${who(name)} zou meedoen${isGroup ? " met een groep" : ""}.`,
  },
  company: {
    done: (people: string, isOne: boolean) => `${people} ${isOne ? "was" : "waren"} erbij.`,
    coming: (people: string, isOne: boolean) => `${people} ${isOne ? "is" : "zijn"} erbij.`,
    unsure: (people: string, isOne: boolean) => `${people} ${isOne ? "zou" : "zouden"} erbij zijn.`,
  },
  place: (place: string) => `Plaats: ${place}.`,
  cancelled: "Vervallen",
  cancelledText: { past: "Dit ging niet door.", coming: "Dit gaat niet door." },
  pending: "Nog niet zeker",
  goodToKnow: "Goed om te weten:",
  enjoyed: "Wat fijn was",
  makesHappy: (name: string | null) => (name ? `Waar ${name} blij van wordt` : "Waar u blij van wordt"),
  none: (month: string) => `In ${month} staan er geen activiteiten. Bij een andere maand misschien wel.`,
  notKept: "U heeft geen internet. Deze maand staat niet op dit apparaat.",
  failed: "De activiteiten konden niet worden opgehaald.",
  noRight:
    "U kunt het leefplezier van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
  idea: "Weet u iets waar iemand blij van wordt?",
  ideaText: "Vertel het aan het zorgteam. Misschien kan het vaker.",
  ideaMore: "Zo bereikt u het team",
}
