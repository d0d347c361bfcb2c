// What the browser may do with our answers.
import type { Middleware } from "koa"

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types vue portal-worker",
].join("; ")
const apiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"
// A worker has the policy of its own file: it fetches our files, and runs nothing else.
const workerPolicy =
  "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const policyOf = (path: string) =>
  path.startsWith("/api/") ? apiPolicy : path === "/sw.js" ? workerPolicy : pagePolicy

const refusedFeatures = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "usb",
  "xr-spatial-tracking",
].map((feature) => `${feature}=()`)
const permissions = [
  ...refusedFeatures,
  "otp-credentials=(self)",
  "publickey-credentials-create=(self)",
  "publickey-credentials-get=(self)",
].join(", ")

export function securityHeaders(origin: string): Middleware {
  const isHttps = origin.startsWith("https://")
  return async (ctx, next) => {
    ctx.set({
      "Content-Security-Policy": policyOf(ctx.path),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "same-origin",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Permissions-Policy": permissions,
      "X-Robots-Tag": "noindex, nofollow",
      // Files of the browser program say otherwise themselves; everything else is somebody's.
      "Cache-Control": "no-store",
    })
    if (isHttps) ctx.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    await next()
  }
}
