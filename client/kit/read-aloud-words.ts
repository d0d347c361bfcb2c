export const readAloudWords = {
  title: "Voorlezen",
  press: {
    quiet: "Lees voor",
    waiting: "Bezig…",
    speaking: "Stop",
    stopped: "Lees verder",
    "no-voice": "Lees voor",
    failed: "Lees voor",
  },
  previous: "Vorige zin",
  next: "Volgende zin",
  slower: "Langzamer",
  faster: "Sneller",
  rate: (name: string) => `Tempo: ${name}`,
  noVoiceWord: "Geen stem",
  noVoice:
    "Op dit apparaat staat geen Nederlandse stem. Daarom kan het portaal nu niet voorlezen. Een stem van internet gebruiken wij niet: dan gaat de tekst naar een ander bedrijf.",
  noVoiceHow:
    "Bij de instellingen van uw apparaat kunt u een Nederlandse stem toevoegen. Zoek daar op: voorlezen.",
  failedWord: "Niet gelukt",
  failed: "Voorlezen lukt nu niet. Controleer uw internet en probeer het opnieuw.",
}
