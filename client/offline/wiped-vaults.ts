// Telling the server which vaults were wiped, also when that happened without internet. Kept until it heard: random ids.
import { postJson } from "../api/call.ts"
import { failureCode } from "../api/failure.ts"
import { forgetMark, readMark, setMark } from "../device/marks.ts"

const waiting = () => readMark("wiped")?.split(" ") ?? []

export async function tellWiped(id: string): Promise<void> {
  setMark("wiped", [...waiting(), id].join(" "))
  await sendWiped()
}

/** What waits from before; the rest stays for another time when one does not arrive. */
export async function sendWiped(): Promise<void> {
  for (const vault of waiting()) {
    try {
      await postJson("/api/vault/wiped", { vault })
    } catch (error) {
      // An id that the server refuses would hold back the others for ever.
      if (failureCode(error) !== "input-invalid") return
    }
    const left = waiting().filter((id) => id !== vault)
    if (left.length > 0) setMark("wiped", left.join(" "))
    else forgetMark("wiped")
  }
}
