import type { StorySection } from "#contract/portrait"

type Words = { title: string; none: string; failed: string; noRight: string; other: string }

export const storyWords = {
  of: {
    portrait: {
      title: "Persoons\u00ADbeeld",
      none: "Er is nog geen persoonsbeeld. Zodra het zorgteam het opschrijft, leest u het hier.",
      failed: "Het persoonsbeeld kon niet worden opgehaald.",
      noRight:
        "U kunt het persoonsbeeld van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
      other: "Lees ook het persoonsbeeld",
    },
    lifeStory: {
      title: "Dit is mijn leven",
      none: "Er is nog geen levensverhaal. Wilt u helpen het te vertellen? Praat erover met het zorgteam.",
      failed: "Het levensverhaal kon niet worden opgehaald.",
      noRight:
        "U kunt het levensverhaal van dit dossier niet bekijken. Misschien is uw toegang gewijzigd of afgelopen.",
      other: "Lees ook Dit is mijn leven",
    },
  } satisfies Record<StorySection, Words>,
  updated: (moment: string) => `Bijgewerkt ${moment}.`,
  bornOn: (day: string) => `geboren op ${day}`,
  bornIn: (year: string) => `geboren in ${year}`,
  whoIAm: "Wie ik ben",
  picture: (text: string | null) => (text ? `Foto: ${text}` : "Foto"),
  pictureStates: {
    broken: "Deze foto kan niet worden getoond. In woorden:",
    "not-kept": "Deze foto staat niet op dit apparaat. Met internet ziet u de foto wel.",
    failed: "De foto kon niet worden opgehaald.",
  },
  disagree: "Klopt er iets niet, of mist u iets?",
  disagreeText: "Vertel het ons. Wij passen het graag met u aan.",
  disagreeMore: "Dit kunt u doen",
}
