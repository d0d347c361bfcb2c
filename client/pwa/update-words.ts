// Apart from those of installing: the first screen carries them.
export const updateWords = {
  word: "Nieuw",
  ready: "Er is een nieuwe versie van het portaal.",
  apply: "Nu bijwerken",
  finishFirst: "Maak eerst af wat u invult, of maak het leeg. Dan gaat er niets verloren.",
}
