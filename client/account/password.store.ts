import { defineStore } from "pinia"
import { postJson } from "../api/call.ts"

export const usePasswordStore = defineStore("password", () => {
  const change = (current: string, password: string) =>
    postJson<undefined>("/api/account/password", { current, password })

  return { change }
})
