// What a name looks like on a plate or a chip.

const titles = /^(dhr|mevr|mw|dr|drs|prof|ir|mr)\.?$/i

/** "Anneke de Vries" → "AV", "dr. S. El Amrani" → "SA", "Activiteitenbegeleiding" → "A". */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => !titles.test(word))
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word))
  const first = capitals[0] ?? words[0] ?? ""
  const last = capitals.length > 1 ? (capitals.at(-1) ?? "") : ""
  return `${[...first][0] ?? ""}${[...last][0] ?? ""}`.toUpperCase()
}

/** "De Beuk" → "team De Beuk"; a team that is called so keeps its name. */
export const teamName = (name: string): string => (/\bteam\b/i.test(name) ? name : `team ${name}`)
