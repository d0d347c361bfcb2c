// Cookies: `__Host-`, Secure, HttpOnly, SameSite=Lax. On the demo's http://localhost without prefix and Secure,
// because WebKit drops those there. Max-Age keeps an iPad logged in across app switches; the server's times decide.
import type { Context } from "koa"
import type { Deps } from "../deps.ts"

type Config = Deps["config"]

const maxAgeSeconds = {
  session: 43_200,
  prelogin: 1800,
  registration: 86_400,
  device: 31_536_000,
  staff: 36_000,
  passkey: 600,
} as const
export type CookieName = keyof typeof maxAgeSeconds

const fullName = (config: Config, name: CookieName) =>
  config.origin.startsWith("https://") ? `__Host-${name}` : `portal-${name}`

export function readCookie(ctx: Context, config: Config, name: CookieName): string | undefined {
  return ctx.cookies.get(fullName(config, name))
}

export function setCookie(ctx: Context, config: Config, name: CookieName, value: string | null) {
  const parts = [
    `${fullName(config, name)}=${value ?? ""}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
    `Max-Age=${value === null ? 0 : maxAgeSeconds[name]}`,
    ...(config.origin.startsWith("https://") ? ["Secure"] : []),
  ]
  ctx.append("Set-Cookie", parts.join("; "))
}
