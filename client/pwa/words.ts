// The words of installing. What stands on a device's own buttons is written as it stands there.
import type { Device } from "./device.ts"

export const hintWords = {
  title: "Zet het portaal op uw beginscherm",
  text: "Dan opent u het met één tik. U hoeft geen adres meer te typen.",
  how: "Zo doet u dat",
  notNow: "Niet nu",
}

/** Between asterisks: a word on a button of the device. */
type Way = { name: string; steps: string[]; after?: string }

const logInAgain = "De eerste keer logt u daar opnieuw in."

/** In the order in which they stand under "Ander apparaat". */
export const ways: Record<Device, Way> = {
  ipad: {
    name: "iPad met Safari",
    steps: [
      "Tik rechtsboven op *Deel*. Dat is een vierkantje met een pijl omhoog.",
      "Schuif omlaag en tik op *Zet op beginscherm*.",
      "Tik op *Voeg toe*.",
    ],
    after: logInAgain,
  },
  iphone: {
    name: "iPhone met Safari",
    steps: [
      "Tik onderaan op *Deel*. Dat is een vierkantje met een pijl omhoog.",
      "Ziet u *Deel* niet? Tik dan eerst op de drie puntjes.",
      "Schuif omlaag en tik op *Zet op beginscherm*.",
      "Tik op *Voeg toe*.",
    ],
    after: logInAgain,
  },
  android: {
    name: "Android met Chrome",
    steps: [
      "Tik rechtsboven op de drie puntjes.",
      "Tik op *Toevoegen aan startscherm*.",
      "Tik op *Installeren*.",
    ],
  },
  samsung: {
    name: "Samsung met Internet",
    steps: [
      "Tik onderaan op de drie streepjes.",
      "Tik op *Pagina toevoegen aan*.",
      "Kies *Startscherm* en tik op *Toevoegen*.",
    ],
  },
  firefox: {
    name: "Android met Firefox",
    steps: [
      "Tik op de drie puntjes.",
      "Tik op *App toevoegen aan startscherm*. Soms staat er *Installeren*.",
      "Tik op *Toevoegen*.",
    ],
  },
  desktop: {
    name: "Computer met Chrome of Edge",
    steps: [
      "Kijk rechts in de adresbalk. Daar staat een schermpje met een pijl of een plusje.",
      "Klik daarop.",
      "Klik op *Installeren*.",
    ],
  },
  mac: {
    name: "Mac met Safari",
    steps: ["Klik bovenaan op *Archief*.", "Kies *Voeg toe aan Dock*.", "Klik op *Voeg toe*."],
    after: logInAgain,
  },
}

export const installWords = {
  title: "Op uw beginscherm",
  lead: "U kunt het portaal op uw scherm zetten, zoals een app. Daarna opent u het met één tik.",
  here: "Op dit apparaat",
  install: "Zet op beginscherm",
  byHand: "Werkt de knop niet? Doe dan dit:",
  doneWord: "Gelukt",
  done: "Het portaal staat nu bij uw apps.",
  alreadyWord: "Al klaar",
  already: "U opende het portaal vanaf uw beginscherm. U hoeft niets meer te doen.",
  unknown: "Wij herkennen uw browser niet. Kijk hieronder welk apparaat op dat van u lijkt.",
  other: "Ander apparaat",
  privacy: "Zet het portaal alleen op een apparaat dat van u is. Het neemt bijna geen ruimte in.",
}
