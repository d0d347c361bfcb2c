// "Dit is niet mijn naaste": said to the server, and then nothing of that record is left here.
import { defineStore } from "pinia"
import { useAccessStore } from "../access/access.store.ts"
import { postJson } from "../api/call.ts"

export const useWrongRecordStore = defineStore("wrong-record", () => {
  const access = useAccessStore()

  /** Afterwards it is asked which records are left: the shell drops what was read, the vault what it kept. */
  async function say(patientId: string) {
    await postJson<undefined>(`/api/patients/${patientId}/wrong-record`, {})
    await access.load()
  }

  return { say }
})
