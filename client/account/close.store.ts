// Closing the account: the password is asked first, the last question with the same password after it.
import { defineStore } from "pinia"
import { postJson } from "../api/call.ts"
import { useAccessStore } from "../access/access.store.ts"
import { forgetMark } from "../device/marks.ts"
import { forgetReturnPath } from "../device/return-path.ts"
import { forgetForm } from "../device/sealed-form.ts"
import { useOfflineStore } from "../offline/offline.store.ts"

export const useCloseStore = defineStore("close", () => {
  const access = useAccessStore()
  const offline = useOfflineStore()

  const prove = (password: string) => postJson<undefined>("/api/account/close/password", { password })

  /** Then nothing of this reader stays on the device. Broken off half-way, the next contact of the vault wipes it. */
  async function close(password: string) {
    await postJson<undefined>("/api/account/close", { password })
    const row = offline.ownRow
    if (row) await offline.wipe(row.id)
    for (const mark of ["declined", "leaving"] as const) forgetMark(mark)
    forgetReturnPath()
    forgetForm()
    access.email = ""
    access.forget()
  }

  return { prove, close }
})
